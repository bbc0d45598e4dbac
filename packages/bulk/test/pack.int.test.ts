import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from './support.ts';

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(packageFolder, 'node_modules', '.bin', 'tsc');

// What somebody writes on the first evening. The lines that must not compile are part of the check.
const program = `
import { Pool } from 'pg';
import { copyBinary, defineTable, isBulkError, nullable, type RowOf, stagingUpsert } from '@lab/bulk';

const gene = defineTable({
  name: 'gene',
  columns: { id: 'int4', name: 'text', score: 'numeric(10,3)', note: nullable('text') },
  key: ['id'],
});
type Gene = RowOf<typeof gene>;

async function* genes(count: number): AsyncGenerator<Gene> {
  for (let id = 1; id <= count; id++) yield { id, name: \`Y\${id}\`, score: id / 8, note: null };
}
// @ts-expect-error a score is no boolean
const wrong: Gene = { id: 1, name: 'x', score: true, note: null };
// @ts-expect-error a name may not be null
const empty: Gene = { id: 1, name: null, score: 1, note: null };
export const neverCalled = () => {
  // @ts-expect-error there is no such type
  defineTable({ name: 't', columns: { a: 'int5' } });
  // @ts-expect-error a key is one of the columns
  defineTable({ name: 't', columns: { a: 'int4' }, key: ['b'] });
  return [wrong, empty];
};

const pool = new Pool({ connectionString: process.argv[2] });
await pool.query('CREATE TABLE gene (id int PRIMARY KEY, name text NOT NULL, score numeric(10,3) NOT NULL, note text)');
const copied = await copyBinary(pool, gene, genes(10_000));
const changed = await stagingUpsert(pool, gene, [{ id: 1, name: 'Y1', score: 9, note: 'new' }, { id: 20_000, name: 'Y', score: 1, note: null }]);
const refused = await copyBinary(pool, gene, genes(5)).catch((error: unknown) => (isBulkError(error) ? error.code : 'other'));
const { rows } = await pool.query('SELECT count(*)::int AS count, sum(score)::text AS sum FROM gene');
await pool.end();
console.log(JSON.stringify({ copied: copied.rows, changed: changed.written, refused, ...rows[0] }));
`;

test('packed and installed into an empty project it type-checks and runs, without Prisma or Backend Lab', async () => {
  const { connectionString } = await openDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'lab-bulk-pack-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await run('pnpm', ['pack', '--pack-destination', folder], { cwd: packageFolder });
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  expect(tarball).toBeDefined();
  const { stdout: listing } = await run('tar', ['-tzf', join(folder, String(tarball))]);
  expect(listing).toContain('package/dist/index.js');
  expect(listing).toContain('package/dist/index.d.ts');
  expect(listing).toContain('package/README.md');
  expect(listing).not.toMatch(/package\/(src|test)\//);

  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'empty',
      private: true,
      type: 'module',
      dependencies: { '@lab/bulk': `file:./${tarball}`, pg: '^8.23.1' },
      // As every TypeScript project that imports pg has.
      devDependencies: { '@types/pg': '^8.23.1' },
    }),
  );
  await run('pnpm', ['install', '--prefer-offline', '--ignore-workspace'], { cwd: folder });
  const installed = JSON.parse(await readFile(join(folder, 'node_modules/@lab/bulk/package.json'), 'utf8'));
  expect(Object.keys(installed.dependencies).sort()).toEqual(['@types/pg', 'pg', 'pg-copy-streams']);
  const { stdout: all } = await run('pnpm', ['list', '--depth', 'Infinity', '--parseable'], { cwd: folder });
  expect(all).not.toMatch(/prisma|@lab\+(?!bulk)/i);

  await writeFile(join(folder, 'main.ts'), program);
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        module: 'nodenext',
        target: 'es2024',
        types: [],
      },
      files: ['main.ts'],
    }),
  );
  const checked = await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => error);
  expect(checked.stdout).toBe('');
  const { stdout } = await run(process.execPath, ['main.ts', connectionString], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual({
    copied: 10_000,
    changed: 2,
    refused: 'constraint-violated',
    count: 10_001,
    sum: '6250634.875',
  });
}, 180_000);
