import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { LabError } from '@lab/errors';
import { copyBinaries } from './copy-binaries.ts';
import type { PostgresBinaries } from './find-binaries.ts';
import { moveDirectory } from './move-directory.ts';
import type { ServerIdentity } from './server-identity.ts';

const run = promisify(execFile);
const nobody = 65_534;

export interface IdentityOptions {
  /** Absent: user namespaces are tried first. False: as where they are forbidden. */
  readonly userNamespaces?: boolean;
}

type Wrap = ServerIdentity['wrap'];
const inUserNamespace: Wrap = (command, args) => ['unshare', ['--user', '--', command, ...args]];
const asNobody: Wrap = (command, args) => [
  'setpriv',
  [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--', command, ...args],
];

const works = async (wrap: Wrap, command: string, args: readonly string[]): Promise<boolean> => {
  const [program, rest] = wrap(command, args);
  return run(program, [...rest], { cwd: '/' }).then(
    () => true,
    () => false,
  );
};

/**
 * Decides as whom the server runs, by trying. An ordinary user: as itself. Root: in a user namespace, where a process is
 * nobody to itself and root to the file system, so that it works inside a home that only root may enter. Where those are
 * forbidden (containers, hardened kernels): as nobody, with the binaries and the data where nobody can reach them.
 */
export const chooseIdentity = async (
  binaries: PostgresBinaries,
  directory: string,
  { userNamespaces = true }: IdentityOptions = {},
): Promise<ServerIdentity> => {
  if (process.getuid?.() !== 0)
    return { kind: 'self', binaries, directory, wrap: (command, args) => [command, args], give: async () => {} };
  const place = 'd=$1; [ -e "$d" ] || d=$(dirname "$d"); [ -w "$d" ] && [ -x "$d" ] && "$2" --version';
  if (userNamespaces && (await works(inUserNamespace, 'sh', ['-c', place, 'sh', directory, binaries.postgres])))
    return { kind: 'user-namespace', binaries, directory, wrap: inUserNamespace, give: async () => {} };
  if (!(await works(asNobody, 'true', [])))
    throw new LabError('service-failed', {
      service: 'The embedded PostgreSQL',
      reason:
        'it refuses to run as root, and neither user namespaces (unshare) nor another user (setpriv) can be used here; run as an ordinary user or set DATABASE_URL.',
    });
  const runnable = await works(asNobody, binaries.postgres, ['--version']);
  const reachable = await works(asNobody, 'test', ['-x', dirname(directory)]);
  return {
    kind: 'nobody',
    binaries: runnable ? binaries : await copyBinaries(binaries),
    directory: reachable ? directory : await moveDirectory(directory),
    wrap: asNobody,
    give: async (path) => void (await run('chown', ['-R', `${nobody}:${nobody}`, path])),
  };
};
