import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { testDatabase } from '@lab/db/testing';
import { expect, test } from 'vitest';
import { labRoot, startLab } from './start-lab.ts';

test.each<[string, readonly string[], RegExp]>([
  [
    'no number',
    ['--customers', 'many'],
    /^--customers must be a whole number from 1 to 10,000,000, such as 3_000_000; it was "many"\.$/m,
  ],
  [
    'none',
    ['--customers', '0'],
    /^--customers must be a whole number from 1 to 10,000,000, such as 3_000_000; it was "0"\.$/m,
  ],
  ['too many', ['--customers', '11,000,000'], /^--customers must be .*; it was "11,000,000"\.$/m],
  ['no customers', [], /^required option '--customers <n>' not specified$/m],
  [
    'no workers',
    ['--customers', '5', '--workers', '0'],
    /^--workers must be a whole number from 1 to 32; it was "0"\.$/m,
  ],
  [
    'a seed that is none',
    ['--customers', '5', '--seed', '-1'],
    /^--seed must be a whole number from 0 to 2,147,483,647; it was "-1"\.$/m,
  ],
  ['an unknown flag', ['--customers', '5', '--fast'], /^unknown option '--fast'$/m],
  ['a word too many', ['--customers', '5', 'now'], /^too many arguments/m],
])('bad input is one sentence, exit code 2, and nothing is started: %s', async (_, args, sentence) => {
  await using root = await labRoot();
  for (const name of ['generate', 'measure']) {
    await using lab = startLab(['customers', name, ...args], { LAB_ROOT: root.path });
    expect(await lab.exit).toBe(2);
    expect(lab.said()).toMatch(sentence);
    expect(lab.said().trim().split('\n')).toHaveLength(1);
  }
  expect(existsSync(join(root.path, '.lab'))).toBe(false);
});

test('makes customers, says that they are there, and is stopped by Ctrl-C without a trace', async () => {
  await using root = await labRoot();
  await using database = await testDatabase({ empty: true });
  const env = { LAB_ROOT: root.path, DATABASE_URL: database.connectionString };
  const count = async () =>
    (await database.pool.query('SELECT count(*)::int AS count FROM naive.app_user')).rows[0].count;
  const run = async (...args: readonly string[]) => {
    await using lab = startLab(['customers', 'generate', ...args], env);
    expect(await lab.exit).toBe(0);
    return lab.said();
  };
  expect(await run('--customers', '1_200', '--workers', '2')).toMatch(/^Made 1,200 customers in .+ customers\/s\)/m);
  expect(await run('--customers', '1,200')).toMatch(/^Already there: 1,200 customers\.$/m);
  expect(await run('--customers', '100')).toMatch(/^There are 1,200 customers already; only --replace makes fewer\.$/m);
  {
    await using lab = startLab(['customers', 'generate', '--customers', '400_000', '--replace', '--workers', '2'], env);
    await lab.until(/of 400,000 customers, .+ customers\/s/);
    lab.signal('SIGINT');
    expect(await lab.exit).toBe(130);
    expect(lab.said()).toMatch(/^Stopped\. Nothing has changed in the server of DATABASE_URL\.$/m);
  }
  expect(await count()).toBe(1200);
  {
    await using lab = startLab(['customers', 'generate', '--customers', '1300', '--seed', '9'], env);
    expect(await lab.exit).toBe(2);
    expect(lab.said()).toMatch(/were made with seed 1; add to them with --seed 1, or say --replace\.$/m);
  }
  expect(await count()).toBe(1200);
});
