import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '@lab/services';

export interface ApiProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** Everything that it has written so far. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** Exit code, or the signal that ended it. */
  readonly exit: Promise<number | NodeJS.Signals>;
}

const main = new URL('../src/main.ts', import.meta.url).pathname;

/** Polls until `read` gives something; fails with what `describe` says after a deadline. */
export const eventually = async <T>(
  read: () => Promise<T | undefined> | T | undefined,
  describe: () => string,
  deadlineMs = 20_000,
): Promise<T> => {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(`It did not happen within ${deadlineMs / 1000} s: ${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

/** The API as `lab dev` starts it: a process with an environment. Does not wait until it listens. */
export const startProcess = async (environment: Record<string, string | undefined>): Promise<ApiProcess> => {
  const port = environment.PORT ?? String(await freePort());
  const url = `http://localhost:${port}`;
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      PORT: port,
      PUBLIC_URL: url,
      LAB_MODE: 'development',
      AUTH_SECRET: 'a secret of thirty-two characters',
      ...environment,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const exit = once(child, 'close').then(([code, signal]): number | NodeJS.Signals => code ?? signal);
  return {
    url,
    pid: child.pid ?? 0,
    output: () => output,
    kill: (signal) => void child.kill(signal),
    exit,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
};

/** Resolves when it answers as wished at `/health/ready`. */
export const ready = (api: ApiProcess, status = 200): Promise<Response> =>
  eventually(async () => {
    const response = await fetch(`${api.url}/health/ready`).catch(() => undefined);
    return response?.status === status ? response : undefined;
  }, api.output);
