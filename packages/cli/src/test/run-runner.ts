import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportFileVariable, type TestReport, testReportSchema } from './test-report.ts';

export interface Runner {
  readonly name: string;
  /** Script of the runner, run by this Node. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface RunnerOutcome extends TestReport {
  readonly name: string;
  readonly seconds: number;
}

/** What the report file says, or undefined when the runner ended before it wrote one. */
const readReport = async (file: string): Promise<TestReport | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : testReportSchema.parse(JSON.parse(text));
};

/**
 * Runs one test runner with its output going straight to the terminal. A runner that ends badly without a failed test (it could
 * not start, it ran out of memory, it found no tests) counts as one failure: nothing may pass by not running.
 */
export const runRunner = async (
  { name, script, args, env }: Runner,
  { root, quiet = false, signal }: { root: string; quiet?: boolean; signal: AbortSignal },
): Promise<RunnerOutcome> => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-test-'));
  try {
    const file = join(folder, 'report.json');
    const started = performance.now();
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: ['ignore', quiet ? 'ignore' : 'inherit', quiet ? 'ignore' : 'inherit'],
      env: { ...process.env, ...env, [reportFileVariable]: file },
    });
    const stop = () => child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    // The interruption may have come before there was anything to stop.
    if (signal.aborted) stop();
    const [code] = await once(child, 'close');
    signal.removeEventListener('abort', stop);
    const report = (await readReport(file)) ?? { passed: 0, failed: 0, skipped: [] };
    return {
      name,
      ...report,
      failed: code !== 0 && report.failed === 0 ? 1 : report.failed,
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
