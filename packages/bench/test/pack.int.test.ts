import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startPostgres } from '@lab/services';
import { expect, onTestFinished, test } from 'vitest';

const run = promisify(execFile);
const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(packageFolder, 'node_modules', '.bin', 'tsc');

/** The version that this workspace uses, so that the empty project finds it in the store. */
const readCatalog = async (): Promise<(name: string) => string> => {
  const workspace = await readFile(join(packageFolder, '../../pnpm-workspace.yaml'), 'utf8');
  return (name) => {
    const found = new RegExp(`^  ['"]?${name}['"]?: ['"]?([^'"\\n]+)`, 'm').exec(workspace)?.[1];
    if (!found) throw new Error(`The catalog has no ${name}.`);
    return found;
  };
};

// The README's own words, with what they leave to the reader declared.
const readmeOf = async (): Promise<{
  readonly contract: string;
  readonly definition: string;
  readonly main: string;
  readonly load: string;
}> => {
  const readme = await readFile(join(packageFolder, 'README.md'), 'utf8');
  const [contract = '', definition = '', main = '', load = ''] = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(
    ([, code]) => code,
  );
  const declared = `
import type { BenchContext, SampleSpec } from '@lab/bench';
import type { Client } from 'pg';
import { contract, type parameters } from './readme-contract.ts';
declare const connect: (context: BenchContext) => Promise<Client>;
declare const write: (client: Client, sample: SampleSpec, progress: (done: number, total: number) => void) => Promise<number>;
declare const rows: number;
declare const checksum: string;
declare const ok: boolean;
`;
  return {
    contract,
    definition: declared + definition,
    main: `import definition from './readme-definition.ts';\ndeclare const connectionString: string;\n${main}`,
    load: `${load}declare const serverUrl: string;\ndeclare const terms: readonly string[];\nexport { derive, measure };\n`,
  };
};

const program = `
import { createServer } from 'node:http';
import { benchResultSchema, exportSamplesCsv, resolvePlan } from '@lab/bench';
import { runLoad } from '@lab/bench/load';
import { runPlan } from '@lab/bench/runner';
import { colorsFor, renderResult } from '@lab/bench/terminal';
import { headerOf } from '@lab/bench/testing';
import { v7 } from 'uuid';
import definition from './fixture/definition.ts';

const result = await runPlan({
  definition,
  definitionUrl: import.meta.resolve('./fixture/definition.ts'),
  request: { runId: v7(), reason: 'cli', workload: 'create', rounds: 1, seed: 1, params: {} },
  database: { connectionString: String(process.argv[2]), server: 'external' },
  sink: () => {},
  signal: new AbortController().signal,
  scratch: String(process.argv[3]),
  root: process.cwd(),
});
benchResultSchema.parse(result);
// @ts-expect-error rounds are a number
export const neverCalled = () => resolvePlan(definition.contract, { rounds: 'six' });
const text = renderResult(result, colorsFor(false), 100);
const server = createServer((_, response) => response.end('ok'));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
const target = \`http://127.0.0.1:\${typeof address === 'object' && address ? address.port : ''}\`;
const report = await runLoad(
  { mode: 'closed', target, concurrency: 1, seconds: 0.2, seed: 1, requests: [{ method: 'GET', path: '/' }] },
  { signal: new AbortController().signal },
);
server.close();
console.log(JSON.stringify({
  status: result.status,
  errors: result.samples.flatMap(({ error }) => error ?? []),
  lines: exportSamplesCsv(result).trim().split('\\n').length,
  repeat: text.includes('repeat  '),
  schema: headerOf().schema,
  answered: report.completed > 0 && report.failed === 0,
}));
`;

test('packed and installed into an empty project its README type-checks and a benchmark runs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-bench-pack-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await using server = await startPostgres({ directory: join(folder, 'postgres'), settings: {} });
  await run('pnpm', ['pack', '--pack-destination', folder], { cwd: packageFolder });
  const [tarball] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  const { stdout: listing } = await run('tar', ['-tzf', join(folder, String(tarball))]);
  const files = ['index.js', 'index.d.ts', 'runner/sample-process.js', 'load/load-process.js'];
  for (const file of [...files.map((name) => `dist/${name}`), 'README.md', 'LICENSE'])
    expect(listing).toContain(`package/${file}\n`);
  expect(listing).not.toMatch(/package\/(src|test)\//);

  const catalog = await readCatalog();
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'empty',
      private: true,
      type: 'module',
      dependencies: {
        '@lab/bench': `file:./${tarball}`,
        pg: catalog('pg'),
        uuid: catalog('uuid'),
        zod: catalog('zod'),
      },
      devDependencies: { '@types/node': catalog('@types/node'), '@types/pg': catalog('@types/pg') },
    }),
  );
  await run('pnpm', ['install', '--prefer-offline', '--ignore-workspace'], { cwd: folder });
  const { stdout: all } = await run('pnpm', ['list', '--depth', 'Infinity', '--parseable'], { cwd: folder });
  expect(all).not.toMatch(/prisma|@lab\+(?!bench)/i);

  await cp(join(packageFolder, 'test', 'fixture'), join(folder, 'fixture'), { recursive: true });
  const readme = await readmeOf();
  await writeFile(join(folder, 'readme-contract.ts'), readme.contract);
  await writeFile(join(folder, 'readme-definition.ts'), readme.definition);
  await writeFile(join(folder, 'readme-main.ts'), readme.main);
  await writeFile(join(folder, 'readme-load.ts'), readme.load);
  await writeFile(join(folder, 'main.ts'), program);
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...{ strict: true, noEmit: true, module: 'nodenext', target: 'es2024', lib: ['esnext'] },
        ...{ allowImportingTsExtensions: true, skipLibCheck: false, types: ['node'] },
      },
      files: ['main.ts', 'readme-main.ts', 'readme-load.ts'],
    }),
  );
  const checked = await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => error);
  expect(checked.stdout).toBe('');
  const scratch = join(folder, 'scratch');
  const { stdout } = await run(process.execPath, ['main.ts', server.connectionString, scratch], { cwd: folder });
  expect(JSON.parse(stdout)).toEqual({
    ...{ status: 'finished', errors: [], lines: 7, repeat: true, schema: 'lab.bench/1' },
    answered: true,
  });
}, 180_000);
