import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { isAlive } from '../src/process/is-alive.ts';
import { startGuard } from '../src/process/start-guard.ts';
import { stopGroup } from '../src/process/stop-group.ts';
import { waitUntil } from '../src/process/wait-until.ts';

const gone = (pid: number) => waitUntil(() => !isAlive(pid), 15_000);

/** A process group whose leader has a child; both ignore SIGTERM when they are stubborn. Prints both process ids. */
const family = (stubborn: boolean) =>
  `${stubborn ? "trap '' TERM;" : ''} sleep 600 & echo $$ $!; while :; do wait; ${stubborn ? 'sleep 1' : 'exit'}; done`;

const startFamily = async (stubborn: boolean): Promise<readonly [number, number]> => {
  const child = spawn('sh', ['-c', family(stubborn)], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const [leader = 0, member = 0] = String(line).split(' ').map(Number);
  return [leader, member];
};

/** An owner that guards one family and hangs. */
const startOwner = async (stubborn: boolean) => {
  const owner = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { spawn } from 'node:child_process';
       import { startGuard } from ${JSON.stringify(new URL('../src/process/start-guard.ts', import.meta.url).href)};
       const guard = startGuard({ patienceMs: 500 });
       const child = spawn('sh', ['-c', ${JSON.stringify(family(stubborn))}], { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
       guard.watch(child.pid);
       console.log('watched');
       setInterval(() => {}, 60_000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const lines: string[] = [];
  for await (const line of createInterface({ input: owner.stdout })) if (lines.push(line) === 2) break;
  const [leader = 0, member = 0] = (lines.find((line) => line !== 'watched') ?? '').split(' ').map(Number);
  return { owner, leader, member };
};

test.each([
  ['that ends when it is asked', false],
  ['that does not', true],
])('after SIGKILL of its owner a group %s is gone, children of children included', async (_, stubborn) => {
  const { owner, leader, member } = await startOwner(stubborn);
  expect(isAlive(leader) && isAlive(member)).toBe(true);
  owner.kill('SIGKILL');
  expect(await gone(leader)).toBe(true);
  expect(await gone(member)).toBe(true);
});

test('a stopped group is ended too', async () => {
  const { owner, leader, member } = await startOwner(false);
  process.kill(-leader, 'SIGSTOP');
  owner.kill('SIGKILL');
  expect(await gone(leader)).toBe(true);
  expect(await gone(member)).toBe(true);
});

test('a guard that was dismissed ends nothing', async () => {
  const [leader, member] = await startFamily(false);
  const guard = startGuard({ patienceMs: 100 });
  guard.watch(leader);
  const { pid } = guard;
  guard.dismiss();
  expect(await gone(pid)).toBe(true);
  expect(isAlive(leader) && isAlive(member)).toBe(true);
  expect(await stopGroup(leader, 2_000)).toBe(true);
});

test('a guard that was killed has a successor that knows the same groups', async () => {
  const restarted = Promise.withResolvers<void>();
  using guard = startGuard({ onRestart: restarted.resolve });
  const first = guard.pid;
  process.kill(first, 'SIGKILL');
  await restarted.promise;
  expect(guard.pid).not.toBe(first);
  expect(isAlive(guard.pid)).toBe(true);
});

test('stopGroup ends a leader, its children, and those that do not listen', async () => {
  for (const stubborn of [false, true]) {
    const [leader, member] = await startFamily(stubborn);
    expect(await stopGroup(leader, 300)).toBe(true);
    expect(isAlive(leader) || isAlive(member)).toBe(false);
  }
});
