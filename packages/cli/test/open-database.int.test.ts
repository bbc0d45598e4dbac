import { freePort, isAlive, waitUntil } from '@lab/services';
import { expect, test } from 'vitest';
import { openDatabase } from '../src/dev/open-database.ts';
import { labRoot, takePort } from './start-lab.ts';

test('two checkouts that chose the same port at once both get a database, and each keeps its own', async () => {
  await using root = await labRoot();
  const chosen: number[] = [];
  const troubles: string[] = [];
  const silent = () => {};
  const restarted = Promise.withResolvers<void>();
  await using scope = new AsyncDisposableStack();
  const database = scope.use(
    await openDatabase({
      given: undefined,
      labRoot: root.path,
      async choosePort() {
        const port = await freePort();
        // the other checkout, which was faster
        if (chosen.length === 0) scope.use(await takePort(port));
        chosen.push(port);
        return port;
      },
      report: {
        step: silent,
        line: silent,
        say: silent,
        done: silent,
        recovered: silent,
        trouble: (_, sentence) => troubles.push(sentence),
      },
      onRestart: restarted.resolve,
    }),
  );
  const [lost, won] = chosen;
  expect(chosen).toHaveLength(2);
  expect(new URL(database.url).port).toBe(String(won));
  expect(database.using).toContain(`embedded, on port ${won},`);
  expect(database.moved).toBe(`Port 54320 is taken: the embedded PostgreSQL is on ${won}.`);
  expect(won).not.toBe(lost);
  expect(troubles).toEqual([]);

  // the apps know the port by now: a successor may not move again
  const first = database.pid() ?? 0;
  process.kill(first, 'SIGKILL');
  await restarted.promise;
  expect(await waitUntil(() => !isAlive(first), 10_000)).toBe(true);
  expect(database.pid()).not.toBe(first);
  expect(chosen).toHaveLength(2);
  expect(troubles).toEqual(['ended unexpectedly; starting it again']);
});
