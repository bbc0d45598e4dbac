import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Owner extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly port: number;
}

/** Another process that starts a server on the folder and hangs, to be killed. */
export const spawnOwner = async (
  service: 'postgres' | 'redis',
  directory: string,
  binding: 'setpriv' | 'watchdog' = 'setpriv',
): Promise<Owner> => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./start-and-hang.ts', import.meta.url)), service, directory, binding],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { pid, port } = JSON.parse(String(line));
  return { child, pid, port, [Symbol.asyncDispose]: async () => void child.kill('SIGKILL') };
};
