import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import config from '../../.dependency-cruiser.mjs';

const check = resolve(import.meta.dirname, '../check-boundaries.ts');

/** A small house on disk: path -> text. Installed packages are stubs; only their names matter to the rules. */
const house = (files: Record<string, string>): { root: string } & Disposable => {
  const root = mkdtempSync(join(tmpdir(), 'boundaries-'));
  const installed = Object.fromEntries(
    ['fastify', 'zod', 'pg', 'react', '@prisma/client'].flatMap((name) => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', exports: './index.js' })],
      [`node_modules/${name}/index.js`, 'export const thing = 1;'],
    ]),
  );
  for (const [path, text] of Object.entries({ ...installed, 'package.json': '{"type":"module"}', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true }) };
};

const run = (root: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [check, root], { cwd: root, encoding: 'utf8' });
  return { status, text: stdout + stderr };
};

const thing = 'export const thing = 1;\n';
const importing = (path: string) => `import { thing } from '${path}';\nexport const used = thing;\n`;
const rooms = { 'apps/api/src/main.ts': thing, 'packages/z/src/thing.ts': thing };

/** From, to, what else lies on disk, the rule, and a part of its reason. One of each rule at least. */
const planted: readonly (readonly [
  from: string,
  to: string,
  others: Record<string, string>,
  rule: string,
  reason: string,
])[] = [
  ['packages/x/src/contract.ts', 'pg', {}, 'contract-is-plain', 'loaded by browsers'],
  [
    'packages/x/src/contract.ts',
    './reads.ts',
    { 'packages/x/src/reads.ts': "import { readFile } from 'node:fs/promises';\nexport const thing = readFile;\n" },
    'contract-is-browser-safe',
    'no Node modules in a browser',
  ],
  [
    'packages/experiments/x/src/core/write.ts',
    'fastify',
    {},
    'core-knows-no-host',
    'Take what it needs as an argument',
  ],
  [
    'packages/experiments/x/src/ui/page.tsx',
    '../api/router.ts',
    { 'packages/experiments/x/src/api/router.ts': thing },
    'ui-takes-api-as-type',
    'Use `import type`',
  ],
  [
    'packages/experiments/x/src/api/router.ts',
    '../ui/page.tsx',
    { 'packages/experiments/x/src/ui/page.tsx': thing },
    'server-imports-no-page',
    'does not read JSX',
  ],
  [
    'packages/experiments/x/src/core/write.ts',
    '../../../y/src/core/read.ts',
    { 'packages/experiments/y/src/core/read.ts': thing },
    'experiment-stands-alone',
    'belongs in a package of its own',
  ],
  [
    'packages/experiments/x/src/core/write.ts',
    '../../../../../apps/api/src/main.ts',
    {},
    'apps-are-ends',
    'nothing is built on them',
  ],
  ['apps/worker/src/main.ts', '../../api/src/main.ts', {}, 'apps-stay-apart', 'its own process'],
  [
    'packages/bench/src/runner/run.ts',
    '../../../errors/src/errors.ts',
    { 'packages/errors/src/errors.ts': thing },
    'bench-is-a-leaf',
    'imports no @lab package',
  ],
  [
    'packages/jobs/src/server/run.ts',
    '../../../experiments/x/src/contract.ts',
    { 'packages/experiments/x/src/contract.ts': thing },
    'only-hosts-know-experiments',
    'one line in each host’s registry',
  ],
  ['packages/bulk/src/copy.ts', '@prisma/client', {}, 'bulk-travels-alone', 'no Prisma'],
  ['packages/fractal/src/julia.ts', 'node:zlib', {}, 'fractal-imports-nothing', 'not even a Node module'],
  ['packages/errors/src/table.ts', 'zod', {}, 'errors-imports-nothing', 'imports nothing'],
  ['packages/host/src/listen.ts', 'fastify', {}, 'host-knows-no-framework', 'whatever it hosts'],
  [
    'packages/x/src/thing.ts',
    '../test/thing.ts',
    { 'packages/x/test/thing.ts': thing },
    'sources-do-not-import-tests',
    'must not need what tests it',
  ],
  ['packages/x/src/thing.ts', 'not-installed', {}, 'no-unresolvable', 'leads nowhere'],
  [
    'packages/x/src/thing.ts',
    './other.ts',
    { 'packages/x/src/other.ts': importing('./thing.ts') },
    'no-cycle',
    'a third file',
  ],
  [
    'apps/worker/src/types.ts',
    '../../api/src/main.ts',
    {},
    'only-the-dashboard-reads-the-router',
    'knows its own door',
  ],
  [
    'apps/dashboard/src/page.tsx',
    '../../../packages/x/src/core/write.ts',
    { 'packages/x/src/core/write.ts': thing },
    'dashboard-opens-client-doors',
    'bundled for browsers',
  ],
  [
    'packages/x/src/thing.ts',
    'pg',
    { 'packages/x/package.json': '{"devDependencies":{"pg":"1.0.0"}}' },
    'no-dev-dependency-in-sources',
    'list it under "dependencies"',
  ],
];

describe('a planted violation fails and says why', () => {
  test('there is one for every rule', () => {
    const rules = new Set(config.forbidden?.map(({ name }) => name));
    expect(new Set(planted.map(([, , , rule]) => rule))).toEqual(rules);
  });

  test.each(planted)('%s imports %s', (from, to, others, rule, reason) => {
    using place = house({ ...rooms, ...others, [from]: importing(to) });
    const { status, text } = run(place.root);
    expect(text).toContain(`${rule}: `);
    expect(text).toContain(reason);
    expect(text).toContain(from);
    expect(status).toBe(1);
  });

  test('the allowed ways pass: zod in a contract, the router as a type, pg in core and in bulk', () => {
    using place = house({
      'apps/api/src/router.ts': 'export type Router = 1;\n',
      'apps/dashboard/src/client.ts':
        "import type { Router } from '../../api/src/router.ts';\nexport type Client = Router;\n",
      'packages/experiments/x/src/contract.ts': importing('zod'),
      'packages/experiments/x/src/core/write.ts': importing('pg'),
      'packages/experiments/x/src/api/router.ts': `${importing('fastify')}export type Router = 1;\n`,
      'packages/experiments/x/src/ui/page.tsx':
        "import type { Router } from '../api/router.ts';\nexport type Page = Router;\n",
      'packages/bulk/src/copy.ts': importing('pg'),
    });
    expect(run(place.root)).toEqual({
      status: 0,
      text: 'boundaries: 7 source files, 6 imports, 0 violations, 0 files not read\n',
    });
  });
});

describe('the check cannot pass by seeing nothing', () => {
  test('an empty tree fails', () => {
    using place = house({ 'apps/readme.md': '', 'packages/readme.md': '' });
    expect(run(place.root)).toMatchObject({ status: 1, text: expect.stringContaining('There are no sources') });
  });

  test('this checkout: every source file is read', () => {
    const { text } = run(resolve(import.meta.dirname, '../..'));
    expect(text).toMatch(/boundaries: \d{2,} source files, \d{2,} imports, \d+ violations, 0 files not read/);
  });
});
