import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** First line that a program prints with `--version`; undefined when it does not run. */
export const versionOf = async (
  program: string,
  args: readonly string[] = ['--version'],
): Promise<string | undefined> => {
  try {
    const { stdout } = await run(program, [...args], { timeout: 15_000 });
    return stdout.trim().split('\n')[0];
  } catch {
    return undefined;
  }
};
