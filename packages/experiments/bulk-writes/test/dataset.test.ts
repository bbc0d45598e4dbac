import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeParameters, resolvePlan } from '@lab/bench';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import definition from '../src/bench/index.ts';
import { bulkWrites, parameters } from '../src/contract.ts';
import { geneName } from '../src/core/dataset/gene-name.ts';
import { geneRows } from '../src/core/dataset/gene-rows.ts';
import { openDataset } from '../src/core/dataset/open-dataset.ts';
import { similarityRows } from '../src/core/dataset/similarity-rows.ts';
import { variants } from '../src/core/variants.ts';

const ids = Int32Array.from({ length: 7000 }, (_, index) => index + 1);

test('names follow the yeast pattern and are all different', () => {
  const names = Array.from({ length: 200_000 }, (_, index) => geneName(index));
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^Y[A-P][LR]\d{3}[WC](-[A-Z]{1,3})?$/.test(name))).toEqual([]);
  expect(geneName(49_999_999)).toMatch(/^Y[A-P][LR]\d{3}[WC]-[A-Z]{1,3}$/);
});

test('the matrix is symmetric with ones on its diagonal, scores of thousandths from -1 to 1', () => {
  const size = 120;
  const cells = new Map<string, { score: unknown; pvalue: unknown }>();
  for (const row of similarityRows({ size, seed: 7 }, ids, { count: size ** 2, version: 'first' }))
    cells.set(`${row.gene1_id} ${row.gene2_id}`, row);
  expect(cells.size).toBe(size ** 2);
  const wrong: string[] = [];
  for (let a = 1; a <= size; a++)
    for (let b = a; b <= size; b++) {
      const one = cells.get(`${a} ${b}`);
      const other = cells.get(`${b} ${a}`);
      const score = Number(one?.score);
      const alike = one?.score === other?.score && one?.pvalue === other?.pvalue;
      const inRange = Math.abs(score) <= 1 && Number(score.toFixed(3)) === score;
      // One expectation for all cells: thousands of them take seconds.
      if (!alike || !inRange || (a === b && score !== 1)) wrong.push(`${a} ${b}`);
    }
  expect(wrong).toEqual([]);
});

test('the first n rows are a prefix of the first n + 1, for every seed, and the seed matters', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 300 }), (seed, count) => {
      const rows = (n: number, with_: number) => [
        ...similarityRows({ size: 17, seed: with_ }, ids, { count: n, version: 'first' }),
      ];
      expect(rows(count + 1, seed).slice(0, count)).toEqual(rows(count, seed));
      if (count > 50) expect(rows(count, seed)).not.toEqual(rows(count, (seed + 1) % 2 ** 31));
    }),
  );
});

test('a changed row differs from the first one in its score, always; half of an upsert changes', () => {
  const matrix = { size: 300, seed: 3 };
  const range = { count: 90_000 } as const;
  const changed = similarityRows(matrix, ids, { ...range, version: 'changed' });
  const mixed = similarityRows(matrix, ids, { ...range, version: 'mixed' });
  let index = 0;
  for (const row of similarityRows(matrix, ids, { ...range, version: 'first' })) {
    const other = changed.next().value;
    const half = mixed.next().value;
    if (other?.score === row.score) throw new Error(`Row ${index} did not change.`);
    if (half?.score !== (index % 2 === 0 ? other?.score : row.score))
      throw new Error(`Row ${index} is of the wrong half.`);
    index++;
  }
  const genes = { size: 1000, source: '', name: geneName };
  const names = (version: 'first' | 'changed') => [...geneRows(genes, 1, { count: 1000, version })];
  const before = names('first');
  expect(names('changed').filter((row, place) => row.common_name === before[place]?.common_name)).toEqual([]);
});

test('rows are made one by one, so that memory does not grow with them', () => {
  const rows = similarityRows({ size: 7000, seed: 1 }, ids, { count: 49_000_000, version: 'first' });
  expect(rows.next().value).toMatchObject({ gene1_id: 1, gene2_id: 1, score: 1 });
  expect(rows.next().value).toMatchObject({ gene1_id: 1, gene2_id: 2 });
});

const namesFile = async (content: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-names-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'names.json');
  await writeFile(path, content);
  return path;
};

test('names may come from a file, and bound the rows', async () => {
  const names = await namesFile('["YDR027C","YER074W-A","YDR142C"]');
  const dataset = await openDataset(parameters.parse({ rows: 9, names }), 1);
  // Its folder on this machine is not for those who read the result.
  expect(dataset.genes.source).toMatch(/^names of names\.json, 33 B, SHA-256 [0-9a-f]{12}…$/);
  const others = await namesFile('["YDR027C","YER074W-A","YDR143C"]');
  expect((await openDataset(parameters.parse({ rows: 9, names: others }), 1)).genes.source).not.toBe(
    dataset.genes.source,
  );
  expect(dataset.text(1, 'first')).toMatch(/^YDR027C\|YER074W-A\|cosine\|-?[01]\.\d{3}\|/);
  await expect(openDataset(parameters.parse({ rows: 10, names }), 1)).rejects.toThrow(/rows must be from 1 to 9/);
  await expect(openDataset(parameters.parse({ rows: 4, names, table: 'genes' }), 1)).rejects.toThrow(/from 1 to 3/);
});

test.each([
  ['{"a":1}', /must be a JSON array/],
  ['["A", 1]', /must be a JSON array/],
  ['[]', /must be a JSON array/],
  ['["A","B","A"]', /has A twice/],
  ['not json', /is not JSON/],
  ['["A","B\\u0000C"]', /its entry 2, "B\\u0000C", has the character U\+0000/],
  ['["A","\\ud800"]', /its entry 2, "\\ud800", has half a surrogate pair/],
  [JSON.stringify(['A'.repeat(3000)]), /its entry 1, "A{40}", is 3000 bytes long; at most 1000/],
])('a bad file of names is refused in one sentence: %s', async (content, words) => {
  const names = await namesFile(content);
  await expect(openDataset(parameters.parse({ names }), 1)).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringMatching(words),
  });
});

test('a byte order mark is no fault', async () => {
  const names = await namesFile('\uFEFF["A","B"]');
  expect((await openDataset(parameters.parse({ names, rows: 4 }), 1)).genes.name(0)).toBe('A');
});

test('a file that is not there is named', async () => {
  await expect(openDataset(parameters.parse({ names: '/nowhere/names.json' }), 1)).rejects.toThrow(
    /\/nowhere\/names\.json cannot be read/,
  );
});

test('parameters have their limits', () => {
  for (const rows of [0, -1, 1.5, 50_000_001]) expect(parameters.safeParse({ rows }).success).toBe(false);
  expect(parameters.parse({})).toEqual({ rows: 200_000, table: 'similarities', constraints: 'bare' });
  expect(parameters.safeParse({ table: 'other' }).success).toBe(false);
});

test('every variant of the contract has its code, and no code is without a variant', () => {
  const promised = new Set(bulkWrites.workloads.flatMap((workload) => workload.variants.map(({ id }) => id)));
  expect([...promised].sort()).toEqual(Object.keys(variants).sort());
  for (const { variants: list } of bulkWrites.workloads)
    for (const variant of list) {
      if (variant.naive) expect(variant.rowsCap).toBe(20_000);
      if (!variant.atomic) expect(variant.description).toMatch(/[Nn]ot atomic/);
    }
});

test('a path is for the command line, not for a page', () => {
  const kept = describeParameters(bulkWrites.parameters).filter(({ commandLineOnly }) => commandLineOnly);
  expect(kept.map(({ name }) => name)).toEqual(['names']);
});

test('the version of the benchmark covers the code that measures, and the contract', () => {
  const covered = [definition.sources, ...(definition.moreSources ?? [])].map(({ href }) => href);
  for (const file of [
    'bench/measure.ts',
    'bench/prepare.ts',
    'bench/verify.ts',
    'contract.ts',
    'contract/metrics.ts',
  ]) {
    const { href } = new URL(`../src/${file}`, import.meta.url);
    expect(
      covered.some((source) => (source.endsWith('/') ? href.startsWith(source) : href === source)),
      file,
    ).toBe(true);
  }
});

test('what is shown of a variant holds the code that it calls, in the library or beside it', async () => {
  for (const { id: workload, variants: list } of bulkWrites.workloads)
    for (const { id } of list) {
      const { file, files = [], sql } = definition.describe(workload, id, parameters.parse({}));
      const own = await readFile(new URL(file, definition.sources), 'utf8');
      const called =
        /import {[^}]*} from '(@lab\/bulk|\.\/[\w-]+\.ts)'/s.test(own) && id !== 'psql-copy' && id !== 'server-copy';
      expect(files.length > 0, id).toBe(called);
      // Every file is in a folder that the version covers, and is there.
      const folders = [definition.sources, ...(definition.moreSources ?? [])];
      const shown = files.map((path) => new URL(path, definition.sources));
      for (const url of shown) {
        expect(folders.some((folder) => url.href.startsWith(folder.href))).toBe(true);
        expect(await readFile(url, 'utf8')).not.toBe('');
      }
      const [first] = shown;
      if (called && first) expect(await readFile(first, 'utf8')).toContain('export const');
      // Statements that are shown word for word are not all that the library sends.
      if (called && !sql?.startsWith('-- sketch')) expect(sql, id).toMatch(/^-- in one transaction; .* is left out\n/);
      if (id === 'staging-merge' || id === 'staging-upsert') expect(sql).toContain('SAVEPOINT bulk_staged;');
      expect(sql?.startsWith('-- sketch'), id).toBe(
        sql?.includes('…') || id === 'copy-parallel' || id === 'replace-table',
      );
    }
});

test('the first run that a page proposes can be run, without naming what does not exist', () => {
  const plan = bulkWrites.firstRun;
  const { variants: planned, rounds, params } = resolvePlan(bulkWrites, plan);
  expect({ variants: planned.map(({ id }) => id), rounds, params }).toMatchObject({
    variants: plan.variants,
    rounds: plan.rounds,
    params: plan.params,
  });
});
