import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LabError } from '@lab/errors';
import { passwordFile } from './read-password.ts';
import { serverEnvironment } from './server-environment.ts';
import type { ServerIdentity } from './server-identity.ts';

const run = promisify(execFile);

/**
 * Creates the cluster with the superuser `lab` and a random password that only this account can read: the port is open
 * to every user of the machine. It appears in one rename, so that a killed initdb leaves nothing that looks finished.
 */
export const initialiseCluster = async (identity: ServerIdentity, { durable }: { durable: boolean }): Promise<void> => {
  const { directory } = identity;
  const half = `${directory}.new`;
  const password = randomBytes(18).toString('base64url');
  const handover = `${directory}.password`;
  await rm(half, { recursive: true, force: true });
  try {
    await mkdir(half, { mode: 0o700 });
    await writeFile(handover, password, { mode: 0o600 });
    await identity.give(half);
    await identity.give(handover);
    const [command, args] = identity.wrap(identity.binaries.initdb, [
      ...['-D', half, '-U', 'lab', '--auth=scram-sha-256', `--pwfile=${handover}`, '--encoding=UTF8'],
      // the same order and the same letters on every machine, whatever locales it has
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...(durable ? [] : ['--no-sync']),
    ]);
    await run(command, [...args], { cwd: '/', env: serverEnvironment() });
    await writeFile(join(half, passwordFile), password, { mode: 0o600 });
    await identity.give(join(half, passwordFile));
    await rename(half, directory);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new LabError(
      'service-failed',
      {
        service: 'The embedded PostgreSQL',
        reason: `its cluster could not be created in ${directory}: ${said || (error instanceof Error ? error.message : String(error))}`,
      },
      { cause: error },
    );
  } finally {
    await rm(handover, { force: true });
  }
};
