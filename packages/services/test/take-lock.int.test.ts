import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { waitUntil } from '../src/process/wait-until.ts';
import { takeLock } from '../src/take-lock.ts';
import { scratch } from './scratch.ts';

test('a lock is held by one and free again after release', async () => {
  await using folder = await scratch();
  const file = join(folder.path, 'a', 'lock');
  const first = takeLock(file);
  expect(first).toBeDefined();
  expect(takeLock(file)).toBeUndefined();
  first?.release();
  using again = takeLock(file);
  expect(again).toBeDefined();
});

test('a lock that nobody refers to is held all the same, and ends with its process, SIGKILL included', async () => {
  await using folder = await scratch();
  const file = join(folder.path, 'lock');
  const holder = spawn(
    process.execPath,
    [
      '--expose-gc',
      '--input-type=module',
      '--eval',
      `import { takeLock } from ${JSON.stringify(new URL('../src/take-lock.ts', import.meta.url).href)};
       const taken = Boolean(takeLock(${JSON.stringify(file)}));
       for (let n = 0; n < 10; n++) { gc(); await new Promise(setImmediate); }
       console.log(taken);
       setInterval(() => {}, 60_000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  expect(String((await once(holder.stdout, 'data'))[0])).toBe('true\n');
  expect(takeLock(file)).toBeUndefined();
  holder.kill('SIGKILL');
  expect(
    await waitUntil(() => {
      using lock = takeLock(file);
      return lock !== undefined;
    }, 10_000),
  ).toBe(true);
});
