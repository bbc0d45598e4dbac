import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';

const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => process.platform === 'linux' && existsSync(path));

/**
 * Forks a module that cannot outlive this process: the kernel kills it when its parent dies (prctl PR_SET_PDEATHSIG, through
 * setpriv of util-linux), even while it is busy in a loop. Elsewhere the module's own `disconnect` handler does it.
 * With `ownSession` a Ctrl-C at the terminal reaches only this process, which then decides how its children end.
 * Inspector and test-runner options are not passed on, since they would be measured too.
 */
export const forkBound = (module: URL, options: { readonly ownSession?: boolean } = {}): ChildProcess => {
  // biome-ignore lint/plugin: handed on to the child, not read
  const { NODE_OPTIONS: _, NODE_V8_COVERAGE: __, ...env } = process.env;
  return fork(module, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env,
    detached: options.ownSession ?? false,
    ...(setpriv ? { execPath: setpriv, execArgv: ['--pdeathsig', 'KILL', '--', process.execPath] } : { execArgv: [] }),
  });
};
