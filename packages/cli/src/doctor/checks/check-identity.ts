import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Check } from '../finding.ts';

const run = promisify(execFile);
const works = (command: string, args: readonly string[]) =>
  run(command, [...args]).then(
    () => true,
    () => false,
  );

/** PostgreSQL refuses to run as root: which of the two ways out exists here. */
export const checkIdentity: Check = async () => {
  const name = 'User namespaces';
  if (process.getuid?.() !== 0) return { name, status: 'ok', found: 'not needed: this is an ordinary user' };
  if (await works('unshare', ['--user', '--', 'true']))
    return { name, status: 'ok', found: 'allowed: root runs the embedded Postgres in one' };
  if (await works('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', '--', 'true']))
    return {
      name,
      status: 'note',
      found: 'forbidden: the embedded Postgres runs as nobody, with its files in /var/lib/backend-lab',
    };
  return {
    name,
    status: 'wrong',
    found: 'forbidden, and setpriv cannot change the user',
    mend: 'Start as an ordinary user, or set DATABASE_URL to a server of yours.',
  };
};
