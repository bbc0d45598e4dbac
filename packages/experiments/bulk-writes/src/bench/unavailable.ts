import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openPool } from './open-pool.ts';
import type { Step } from './step.ts';

const reasonOf = (error: unknown): string => {
  // undefined_file: another machine, a container, or a folder that the server's account may not enter.
  if (error instanceof Error && 'code' in error && error.code === '58P01')
    return 'the server does not see files of this machine';
  return `the server may not read files for this account (${error instanceof Error ? error.message : String(error)})`;
};

/** Whether the server itself can COPY a file of this run: it may run elsewhere, as another user, or not allow it. */
const serverCannotRead = async (step: Step): Promise<string | undefined> => {
  const path = join(step.scratch, `probe-${randomUUID()}`);
  const word = randomUUID();
  // One connection, so that the temporary table is there for all three statements.
  await using pool = openPool(step, 1);
  try {
    await mkdir(step.scratch, { recursive: true });
    await writeFile(path, `${word}\n`, { mode: 0o644 });
    await pool.query('CREATE TEMPORARY TABLE lab_probe (line text)');
    await pool.query(`COPY lab_probe FROM '${path.replaceAll("'", "''")}'`);
    const { rows } = await pool.query<{ line: string }>('SELECT line FROM lab_probe');
    return rows[0]?.line === word ? undefined : 'the server does not see files of this machine';
  } catch (error) {
    return reasonOf(error);
  } finally {
    await rm(path, { force: true });
  }
};

const psqlMissing = async (): Promise<string | undefined> => {
  try {
    await promisify(execFile)('psql', ['--version']);
    return undefined;
  } catch {
    return 'psql is not on PATH';
  }
};

/** Reason for which a reference cannot run here. */
export const unavailable = async (variant: string, step: Step): Promise<string | undefined> => {
  if (variant === 'server-copy') return await serverCannotRead(step);
  if (variant === 'psql-copy') return await psqlMissing();
  return undefined;
};
