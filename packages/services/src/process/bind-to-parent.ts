import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A command that ends when the process that starts it does. `stdin: 'pipe'` must be kept: its end is the signal. */
export interface BoundCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly stdin: 'ignore' | 'pipe';
}

export type DeathSignal = 'INT' | 'TERM' | 'KILL';

const run = promisify(execFile);
let pdeathsig: Promise<boolean> | undefined;

/** Linux can signal a process when its parent dies (prctl(2), PR_SET_PDEATHSIG); BusyBox's setpriv cannot set that. */
export const hasParentDeathSignal = (): Promise<boolean> => {
  pdeathsig ??= run('setpriv', ['--pdeathsig', 'INT', '--', 'true']).then(
    () => true,
    () => false,
  );
  return pdeathsig;
};

// $1 is the signal, the rest the command. The watchdog's read returns when the parent's end of the pipe is gone.
const watchdogScript = `
signal=$1; shift
exec 3<&0
"$@" </dev/null 3<&- & server=$!
( read -r _ <&3; kill -s "$signal" "$server" ) & watchdog=$!
trap 'kill -s "$signal" "$server"' TERM INT
while :; do wait "$server"; status=$?; kill -0 "$server" 2>/dev/null || break; done
kill "$watchdog" 2>/dev/null
exit "$status"`;

/**
 * For systems without setpriv (macOS): a small shell that watches a pipe from the parent. POSIX shells start background
 * commands with SIGINT ignored, so INT is for programs that install a handler, as PostgreSQL does.
 */
export const bindWithWatchdog = (command: string, args: readonly string[], signal: DeathSignal): BoundCommand => ({
  command: 'sh',
  args: ['-c', watchdogScript, 'watchdog', signal, command, ...args],
  stdin: 'pipe',
});

export interface BindOptions {
  /** False: as on systems without setpriv. */
  readonly parentDeathSignal?: boolean;
}

/** Has `command` signalled when this process ends, however it ends: SIGKILL and process.exit included. */
export const bindToParent = async (
  command: string,
  args: readonly string[],
  signal: DeathSignal,
  { parentDeathSignal = true }: BindOptions = {},
): Promise<BoundCommand> =>
  parentDeathSignal && (await hasParentDeathSignal())
    ? { command: 'setpriv', args: ['--pdeathsig', signal, '--', command, ...args], stdin: 'ignore' }
    : bindWithWatchdog(command, args, signal);
