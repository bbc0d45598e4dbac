import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { bindToParent, bindWithWatchdog } from '../src/process/bind-to-parent.ts';
import { isAlive } from '../src/process/is-alive.ts';
import { waitUntil } from '../src/process/wait-until.ts';

const bound = new URL('../src/process/bind-to-parent.ts', import.meta.url).href;

/** A parent that binds `sleep` to itself in the given way, prints the id of its child, and hangs. */
const parentOf = async (how: string) => {
  const parent = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { spawn } from 'node:child_process';
       import { bindToParent, bindWithWatchdog } from ${JSON.stringify(bound)};
       const { command, args, stdin } = await ${how}('sh', ['-c', 'echo $$; exec sleep 600'], 'TERM');
       spawn(command, args, { stdio: [stdin, 'inherit', 'inherit'], detached: true });
       setInterval(() => {}, 60_000);`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  return { parent, pid: Number(line) };
};

describe.each([bindToParent.name, bindWithWatchdog.name])('%s', (how) => {
  test.each(['SIGKILL', 'SIGTERM'] as const)('ends the child when the parent gets %s', async (signal) => {
    const { parent, pid } = await parentOf(how);
    expect(isAlive(pid)).toBe(true);
    parent.kill(signal);
    expect(await waitUntil(() => !isAlive(pid), 10_000)).toBe(true);
  });
});

test('the watchdog hands a signal on and ends with the code of its child', async () => {
  const { command, args, stdin } = bindWithWatchdog('sh', ['-c', 'exit 7'], 'TERM');
  const child = spawn(command, [...args], { stdio: [stdin, 'ignore', 'ignore'] });
  expect((await once(child, 'exit'))[0]).toBe(7);
});
