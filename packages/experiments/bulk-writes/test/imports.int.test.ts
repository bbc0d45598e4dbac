import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { testDatabase } from '@lab/db/testing';
import { createQueueBackend, startRelay } from '@lab/jobs/server';
import type { Pool } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { seed } from '../src/cli/seed.ts';
import { importJob } from '../src/contract/import-job.ts';
import { importStrategies } from '../src/contract/imports.ts';
import { cancelImport } from '../src/core/imports/cancel-import.ts';
import { countTables } from '../src/core/imports/count-tables.ts';
import { executeImport } from '../src/core/imports/execute-import.ts';
import { findGenes } from '../src/core/imports/find-genes.ts';
import { getImport } from '../src/core/imports/get-import.ts';
import { listImports } from '../src/core/imports/list-imports.ts';
import { similarGenes } from '../src/core/imports/similar-genes.ts';
import { startImport } from '../src/core/imports/start-import.ts';
import { startImportWorker } from '../src/worker/start-import-worker.ts';

const until = async (what: string, condition: () => Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + 20_000; !(await condition()); await sleep(20))
    if (Date.now() > deadline) throw new Error(`It never happened that ${what}.`);
};

const open = async (): Promise<{ pool: Pool; connectionString: string }> => {
  const database = await testDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  return database;
};

const fingerprint = async (pool: Pool): Promise<string> => {
  const { rows } = await pool.query(
    `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(s::text, 0)), 0) AS text FROM bulk_writes_gene_similarity s`,
  );
  return rows[0].text;
};

const job = (pool: Pool, importId: string) => ({
  pool,
  importId,
  holder: 'test',
  signal: new AbortController().signal,
  lastAttempt: true,
});

test('every strategy that is on offer imports', async () => {
  const { pool } = await open();
  await seed(pool);
  for (const [workload, strategies] of Object.entries(importStrategies))
    for (const strategy of strategies) {
      const request = { genes: 30, workload: workload as keyof typeof importStrategies, strategy };
      const before = await fingerprint(pool);
      const { id } = await startImport({ pool, request, createdBy: null });
      expect(await executeImport(job(pool, id)), strategy).toBe('finished');
      expect(await getImport(pool, id)).toMatchObject({
        status: 'finished',
        rowsDone: 900,
        rowsTotal: 900,
        error: null,
      });
      expect(await fingerprint(pool), strategy).not.toBe(before);
    }
  expect(await countTables(pool)).toMatchObject({ genes: 200, similarities: 900 });
});

test('a worker does what was queued, and a finished import is not done twice', async () => {
  const { pool, connectionString } = await open();
  await using backend = await createQueueBackend({ databaseUrl: connectionString });
  await using relay = startRelay({ pool, backend, jobs: [importJob] });
  await using worker = startImportWorker({ pool, backend, holder: 'test worker' });
  const { id } = await startImport({
    pool,
    request: { genes: 40, workload: 'create', strategy: 'copy-binary' },
    createdBy: null,
  });
  await until('the import finished', async () => (await getImport(pool, id)).status === 'finished');
  expect((await countTables(pool)).similarities).toBe(1600);
  expect(await executeImport(job(pool, id))).toBe('nothing-to-do');
  expect((await listImports(pool)).map((view) => view.id)).toEqual([id]);
  await worker.close();
  await relay.close();
});

test('a cancel in the middle leaves the tables as they were', async () => {
  const { pool } = await open();
  await seed(pool);
  const before = await fingerprint(pool);
  const { id } = await startImport({
    pool,
    request: { genes: 700, workload: 'create', strategy: 'copy-text' },
    createdBy: null,
  });
  const running = executeImport({ ...job(pool, id), leaseSeconds: 1 });
  await until('rows were reported', async () => (await getImport(pool, id)).rowsDone > 0);
  await cancelImport(pool, id);
  expect(await running).toBe('cancelled');
  expect(await getImport(pool, id)).toMatchObject({ status: 'cancelled', rowsDone: 0 });
  expect(await fingerprint(pool)).toBe(before);
  await expect(cancelImport(pool, id)).rejects.toMatchObject({ code: 'import-already-ended' });
});

test('a queued import that is cancelled never starts', async () => {
  const { pool } = await open();
  const { id } = await startImport({
    pool,
    request: { genes: 10, workload: 'create', strategy: 'copy-text' },
    createdBy: null,
  });
  await cancelImport(pool, id);
  expect(await executeImport(job(pool, id))).toBe('nothing-to-do');
  expect(await getImport(pool, id)).toMatchObject({ status: 'cancelled' });
});

test('a worker that lost its lease is refused with all that it wrote', async () => {
  const { pool } = await open();
  await seed(pool);
  const before = await fingerprint(pool);
  const { id } = await startImport({
    pool,
    request: { genes: 400, workload: 'create', strategy: 'insert-values' },
    createdBy: null,
  });
  const late = executeImport(job(pool, id));
  await until('rows were reported', async () => (await getImport(pool, id)).rowsDone > 0);
  await pool.query(`UPDATE bulk_writes_import SET lease = lease + 1, lease_holder = 'other' WHERE id = $1`, [id]);
  expect(await late).toBe('lost');
  expect(await fingerprint(pool)).toBe(before);
  expect(await getImport(pool, id)).toMatchObject({ status: 'running' });
});

test('a worker that stops gives the import back, and another one finishes it', async () => {
  const { pool } = await open();
  const { id } = await startImport({
    pool,
    request: { genes: 400, workload: 'create', strategy: 'copy-text' },
    createdBy: null,
  });
  const stopping = new AbortController();
  const first = executeImport({ ...job(pool, id), signal: stopping.signal });
  await until('rows were reported', async () => (await getImport(pool, id)).rowsDone > 0);
  stopping.abort();
  await expect(first).rejects.toThrow();
  expect((await countTables(pool)).similarities).toBe(0);
  expect(await executeImport(job(pool, id))).toBe('finished');
  expect((await countTables(pool)).similarities).toBe(160_000);
});

test('every change of an import is told', async () => {
  const { pool } = await open();
  const client = await pool.connect();
  await client.query('LISTEN lab_changes');
  const told = once(client, 'notification');
  const { id } = await startImport({
    pool,
    request: { genes: 10, workload: 'create', strategy: 'copy-text' },
    createdBy: null,
  });
  const [message] = await told;
  expect(JSON.parse(message.payload)).toEqual({ kind: 'import', id });
  client.release(true);
});

test('the seed is small, whole, and only for an empty database', async () => {
  const { pool } = await open();
  expect(await seed(pool)).toEqual({ genes: 200, similarities: 40_000 });
  expect(await seed(pool)).toEqual({ genes: 0, similarities: 0 });
  expect(await countTables(pool)).toEqual({ genes: 200, similarities: 40_000, datasets: 0 });
});

test('similar genes are ranked, from either side of a pair, each once', async () => {
  const { pool } = await open();
  await pool.query(`INSERT INTO bulk_writes_gene (id, systematic_name, common_name)
    VALUES (1, 'YAL001C', 'TFC3'), (2, 'YAL002W', null), (3, 'YAL003W', 'EFB1'), (4, 'YBR001C', null)`);
  await pool.query(`INSERT INTO bulk_writes_gene_similarity (gene1_id, gene2_id, metric, score, pvalue) VALUES
    (1, 1, 'cosine', 1, null), (1, 2, 'cosine', 0.5, 0.01), (2, 1, 'cosine', 0.5, 0.01), (3, 1, 'cosine', -0.25, null), (4, 2, 'cosine', 0.9, null)`);
  const best = await similarGenes({ pool, gene: 'tfc3', order: 'best', limit: 10 });
  expect(best.map((hit) => [hit.systematicName, hit.score, hit.pvalue])).toEqual([
    ['YAL002W', 0.5, 0.01],
    ['YAL003W', -0.25, null],
  ]);
  const worst = await similarGenes({ pool, gene: 'yal001c', order: 'worst', limit: 1 });
  expect(worst.map((hit) => hit.systematicName)).toEqual(['YAL003W']);
  await expect(similarGenes({ pool, gene: 'YZZ', order: 'best', limit: 1 })).rejects.toMatchObject({
    code: 'gene-not-found',
  });
  expect((await findGenes(pool, 'yal')).map((hit) => hit.systematicName)).toEqual(['YAL001C', 'YAL002W', 'YAL003W']);
  expect(await findGenes(pool, '%')).toEqual([]);
});
