import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const namespaces = ['--user', '--map-root-user', '--mount', '--'];

const allowed = (): boolean => {
  try {
    execFileSync('unshare', [...namespaces, 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Why no disk of its own can be had here; undefined where it can. */
export const smallDiskMissing = allowed()
  ? undefined
  : 'this machine lets nobody mount a tmpfs in a user namespace (unshare of util-linux, kernel.unprivileged_userns_clone)';

export interface SmallDiskServer extends AsyncDisposable {
  readonly connectionString: string;
}

export const startSmallDiskServer = async (folder: string): Promise<SmallDiskServer> => {
  const child = fork(fileURLToPath(new URL('./small-disk-server.ts', import.meta.url)), [folder], {
    execPath: 'unshare',
    execArgv: [...namespaces, process.execPath],
  });
  const ended = once(child, 'exit');
  const [connectionString] = await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`The server on a small disk ended with ${code}.`))),
  ]);
  return {
    connectionString: String(connectionString),
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
};
