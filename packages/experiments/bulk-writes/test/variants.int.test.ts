import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MeasureContext, Variant } from '@lab/bench';
import { createPool } from '@lab/db';
import { testDatabase } from '@lab/db/testing';
import type { Pool } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import definition from '../src/bench/index.ts';
import { workloadOf } from '../src/contract/workload-id.ts';
import { bulkWrites, type Parameters, parameters } from '../src/contract.ts';
import { geneName } from '../src/core/dataset/gene-name.ts';
import { openDataset } from '../src/core/dataset/open-dataset.ts';
import { resolveGeneIds } from '../src/core/dataset/resolve-gene-ids.ts';
import { geneChecksumSql, similarityChecksumSql } from '../src/core/measuring/checksum-sql.ts';
import { readyVariant } from '../src/core/measuring/run-variant.ts';
import { versionFor } from '../src/core/measuring/versions.ts';
import { variantOf } from '../src/core/variants.ts';

const rows = 3000;

interface Bench {
  readonly pool: Pool;
  readonly context: MeasureContext<Parameters>;
  readonly progress: () => number;
}

const open = async (workload: string, params: Partial<Parameters> = {}): Promise<Bench> => {
  const database = await testDatabase({ empty: true });
  const scratch = await mkdtemp(join(tmpdir(), 'lab-variants-'));
  onTestFinished(async () => {
    await database[Symbol.asyncDispose]();
    await rm(scratch, { recursive: true, force: true });
  });
  // A matrix of 100 genes instead of 6,500: as good for these rows, and soon loaded.
  const names = join(scratch, 'names.json');
  await writeFile(names, JSON.stringify(Array.from({ length: 100 }, (_, index) => geneName(index * 7))));
  let done = 0;
  const context: MeasureContext<Parameters> = {
    runId: `test ${scratch}`,
    workload,
    params: parameters.parse({ rows, ...(params.table === 'genes' ? {} : { names }), ...params }),
    seed: 11,
    database: { connectionString: database.connectionString, server: 'private' },
    applicationName: 'lab-variants',
    scratch,
    signal: new AbortController().signal,
    note: () => {},
    timed: (work) => work(),
    progress: (value) => {
      done = value;
    },
  };
  return { pool: database.pool, context, progress: () => done };
};

const cases = bulkWrites.workloads.flatMap((workload) =>
  workload.variants.flatMap((variant) =>
    (['similarities', 'genes'] as const).map((table) => ({ workload: workload.id, variant, id: variant.id, table })),
  ),
);

const state = async (pool: Pool, table: Parameters['table']): Promise<unknown> =>
  (await pool.query(table === 'genes' ? geneChecksumSql('public') : similarityChecksumSql('public'))).rows;

const sessions = async (pool: Pool): Promise<unknown> =>
  (
    await pool.query(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'lab-variants' AND datname = current_database() ORDER BY pid`,
    )
  ).rows;

test('what works outside the process says where, and the memory and CPU of the process are not shown as its own', () => {
  const all = bulkWrites.workloads.flatMap((workload): readonly Variant[] => workload.variants);
  for (const { id, outside } of all) expect([id, outside !== undefined]).toEqual([id, variantOf(id).outside ?? false]);
  expect(all.flatMap(({ id, outside }) => (outside ? [[id, outside]] : []))).toEqual([
    ['server-copy', 'in the server'],
    ['psql-copy', 'in psql'],
  ]);
});

// One body for every variant, on both tables.
describe.each(cases)('$workload / $id / $table', ({ workload, variant, id, table }) => {
  // The ORM's per-row ways are slow, and say nothing more with more rows.
  const count = variant.naive || id === 'prisma-update-batch' ? 400 : rows;
  const sample = { variant: id, rows: count, round: 1, slot: 0 };

  test('writes exactly the rows of the generator, counts its round trips and ends its sessions', async (task) => {
    const { pool, context, progress } = await open(workload, { table });
    const reason = await definition.unavailable?.(id, context);
    if (reason !== undefined) return task.skip(reason);
    await definition.setup(context);
    await definition.prepare(context, sample);
    const clock = { before: [] as unknown, after: [] as unknown };
    const timed: typeof context.timed = async (work) => {
      clock.before = await sessions(pool);
      const result = await work();
      clock.after = await sessions(pool);
      return result;
    };
    const measured = await definition.measure({ ...context, timed }, sample);
    expect(clock.before).not.toEqual([]);
    // The start of psql is a part of what is measured; every other connection is there before the clock.
    if (id !== 'psql-copy') expect(clock.after).toEqual(clock.before);
    expect(measured.counters?.warm_up_rows).toBeGreaterThan(0);
    expect((await readdir(context.scratch)).filter((name) => /\.(pgpass|warm-up)$/.test(name))).toEqual([]);
    const verified = await definition.verify(context, sample);
    expect(verified).toMatchObject({ ok: true, rows: count });
    expect(verified.metrics?.table_bytes).toBeGreaterThan(0);
    if (id === 'psql-copy') expect(measured.metrics.round_trips).toBeUndefined();
    else if (variant.naive) expect(measured.metrics.round_trips).toBe(count);
    else expect(measured.metrics.round_trips).toBeGreaterThan(0);
    if (!variant.reference) expect(progress()).toBe(count);
    expect(measured.counters?.generate_seconds).toBeGreaterThan(0);
    expect(definition.describe(workload, id, context.params).sql).toContain(
      table === 'genes' ? 'bulk_writes_gene' : 'bulk_writes_gene_similarity',
    );
    // A session ends a moment after its connection was closed.
    await expect.poll(() => sessions(pool), { timeout: 10_000 }).toEqual([]);
    await definition.teardown(context);
    expect((await pool.query(`SELECT relname FROM pg_class WHERE relname LIKE 'bulk%'`)).rows).toEqual([]);
  });

  if (!variant.atomic || variant.reference) return;
  test('is all or nothing: source that throws, constraint violated, abort', async () => {
    const { pool, context } = await open(workload, { table });
    await definition.setup(context);
    await definition.prepare(context, sample);
    const before = await state(pool, table);
    await using own = createPool({
      connectionString: context.database.connectionString,
      applicationName: 'lab-variants',
      max: 4,
    });
    const dataset = await openDataset(context.params, context.seed);
    const ids = table === 'genes' ? new Int32Array() : await resolveGeneIds(own, 'public', dataset.genes);
    const attempt = async (
      through: <R>(source: Iterable<R>) => Iterable<R> | AsyncIterable<R>,
      signal = context.signal,
    ) => {
      const { connectionString } = context.database;
      const fixed = {
        pool: own,
        schema: 'public',
        connectionString,
        applicationName: 'lab-variants',
        workload: workloadOf(workload),
        dataset,
        ids,
        file: undefined,
      };
      await using ready = await readyVariant(
        variantOf(id),
        { ...fixed, signal, progress: () => {}, through },
        { count, version: versionFor(workloadOf(workload)) },
      );
      await expect(ready.write()).rejects.toThrow();
      expect(await state(pool, table)).toEqual(before);
    };
    const halfway = Math.floor(count / 2);
    await attempt(function* (source) {
      let index = 0;
      for (const row of source) {
        if (++index > halfway) throw new Error('the source broke');
        yield row;
      }
    });
    await attempt(function* (source) {
      let index = 0;
      // A name that is no text, a score that is no number: refused on this side or by the server's constraint.
      for (const row of source) yield ++index === halfway ? { ...row, systematic_name: null, score: Number.NaN } : row;
    });
    const controller = new AbortController();
    await attempt(async function* (source) {
      let index = 0;
      for (const row of source) {
        if (++index === halfway) controller.abort(new Error('enough'));
        yield row;
      }
    }, controller.signal);
  });
});

describe('a wrong result is an error', () => {
  test.each([
    [
      'a row is missing',
      'DELETE FROM bulk_writes_gene_similarity WHERE id = (SELECT max(id) FROM bulk_writes_gene_similarity)',
    ],
    [
      'a score is another',
      'UPDATE bulk_writes_gene_similarity SET score = -score WHERE id = (SELECT min(id) FROM bulk_writes_gene_similarity WHERE score <> 0)',
    ],
    [
      'a p-value is gone',
      'UPDATE bulk_writes_gene_similarity SET pvalue = NULL WHERE id = (SELECT min(id) FROM bulk_writes_gene_similarity WHERE pvalue IS NOT NULL)',
    ],
    [
      'two scores are swapped',
      `WITH two AS (SELECT s.*, (SELECT o.score FROM bulk_writes_gene_similarity o WHERE o.score <> s.score AND o.id <> s.id ORDER BY o.id LIMIT 1) AS other,
        (SELECT o.id FROM bulk_writes_gene_similarity o WHERE o.score <> s.score AND o.id <> s.id ORDER BY o.id LIMIT 1) AS other_id FROM bulk_writes_gene_similarity s ORDER BY s.id LIMIT 1)
      UPDATE bulk_writes_gene_similarity u SET score = CASE WHEN u.id = two.id THEN two.other ELSE two.score END FROM two WHERE u.id IN (two.id, two.other_id)`,
    ],
    [
      'a pair is another',
      'UPDATE bulk_writes_gene_similarity SET gene1_id = 99 WHERE id = (SELECT min(id) FROM bulk_writes_gene_similarity)',
    ],
    [
      'a row is there twice',
      `INSERT INTO bulk_writes_gene_similarity (gene1_id, gene2_id, metric, score) SELECT gene1_id, gene2_id, 'other', score FROM bulk_writes_gene_similarity LIMIT 1`,
    ],
  ])('%s', async (_, sabotage) => {
    const { pool, context } = await open('create');
    const sample = { variant: 'copy-binary', rows: 500, round: 1, slot: 0 };
    await definition.setup(context);
    await definition.prepare(context, sample);
    await definition.measure(context, sample);
    expect(await definition.verify(context, sample)).toMatchObject({ ok: true });
    await pool.query(sabotage);
    expect(await definition.verify(context, sample)).toMatchObject({
      ok: false,
      expected: expect.stringMatching(/^500 rows with checksum \d+/),
    });
  });
});

test('every sample meets the same start: the rows before, the indexes, and the sequence', async () => {
  for (const [workload, expected] of [
    ['create', 0],
    ['update', 500],
    ['upsert', 250],
  ] as const) {
    const { pool, context } = await open(workload, { constraints: 'full' });
    const sample = { variant: 'staging-merge', rows: 500, round: 1, slot: 0 };
    await definition.setup(context);
    const starts: unknown[] = [];
    for (const variant of workload === 'create' ? ['copy-text', 'copy-text'] : ['staging-merge', 'staging-merge']) {
      await definition.prepare(context, { ...sample, variant });
      const { rows: found } = await pool.query(
        `SELECT count(*)::int AS rows, pg_relation_size('bulk_writes_gene_similarity') AS bytes, (SELECT last_value FROM bulk_writes_gene_similarity_id_seq) AS next,
           (SELECT array_agg(conname || pg_get_constraintdef(oid) ORDER BY conname) FROM pg_constraint WHERE conrelid = 'bulk_writes_gene_similarity'::regclass) AS constraints,
           (SELECT array_agg(pg_get_indexdef(indexrelid) ORDER BY pg_get_indexdef(indexrelid)) FROM pg_index WHERE indrelid = 'bulk_writes_gene_similarity'::regclass) AS indexes FROM bulk_writes_gene_similarity`,
      );
      starts.push(found[0]);
      await definition.measure(context, { ...sample, variant });
    }
    expect(starts[0]).toMatchObject({ rows: expected });
    expect(starts[1]).toEqual(starts[0]);
  }
});

test('what a killed parallel COPY left behind is gone when the run is over', async () => {
  const { pool, context } = await open('create');
  await pool.query('CREATE UNLOGGED TABLE bulk_staging_4711_1700000000_deadbeef_0 (a int)');
  await definition.setup(context);
  expect((await pool.query(`SELECT relname FROM pg_class WHERE relname LIKE 'bulk_staging%'`)).rows).toEqual([]);
  await definition.teardown(context);
  expect((await pool.query(`SELECT relname FROM pg_class WHERE relname LIKE 'bulk%'`)).rows).toEqual([]);
});

test('the measuring tables are those of the migration', async () => {
  await using migrated = await testDatabase();
  const { pool, context } = await open('create', { constraints: 'full' });
  await definition.setup(context);
  await definition.prepare(context, { variant: 'copy-text', rows: 1, round: 1, slot: 0 });
  const shape = async (on: Pool, table: string) =>
    (
      await on.query(
        `SELECT (SELECT array_agg(attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull ORDER BY attnum) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0) AS columns,
           (SELECT array_agg(pg_get_indexdef(indexrelid) ORDER BY pg_get_indexdef(indexrelid)) FROM pg_index WHERE indrelid = c.oid) AS indexes,
           (SELECT array_agg(conname || ' ' || pg_get_constraintdef(oid) ORDER BY conname) FROM pg_constraint WHERE conrelid = c.oid) AS constraints
         FROM pg_class c WHERE oid = $1::regclass`,
        [table],
      )
    ).rows[0];
  for (const table of ['bulk_writes_gene', 'bulk_writes_gene_similarity'])
    expect(await shape(pool, table)).toEqual(await shape(migrated.pool, table));
});
