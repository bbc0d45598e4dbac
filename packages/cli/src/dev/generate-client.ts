import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LabError } from '@lab/errors';
import { checkout } from './checkout.ts';

const run = promisify(execFile);

/** Generates the Prisma client when the schema is newer than it; takes a moment when it is not. */
export const generateClient = async (): Promise<void> => {
  const folder = join(checkout, 'packages', 'db');
  try {
    await run(process.execPath, [join(folder, 'generate.mjs')], { cwd: folder });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new LabError('service-failed', { service: 'The database client', reason: said }, { cause: error });
  }
};
