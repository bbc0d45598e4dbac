import { type ChildProcess, spawn } from 'node:child_process';

/** Ends process groups when this process dies without ending them itself. */
export interface Guard extends Disposable {
  readonly pid: number;
  watch(group: number): void;
  forget(group: number): void;
  /** Everything was ended properly: the guard ends without doing anything. */
  dismiss(): void;
}

// Reads "+group", "-group" and "done" from its standard input. When that ends without "done", its owner was killed:
// everybody is asked to end, and told after the time in $1 (tenths of a second).
const script = `
groups=' '
while read -r line; do
  case $line in
    +*) groups="$groups\${line#+} " ;;
    -*) g=\${line#-}; case $groups in *" $g "*) groups="\${groups%% $g *} \${groups#* $g }" ;; esac ;;
    done) exit 0 ;;
  esac
done
for g in $groups; do kill -s TERM -- "-$g" 2>/dev/null; kill -s CONT -- "-$g" 2>/dev/null; done
n=0
while [ "$n" -lt "$1" ]; do
  alive=
  for g in $groups; do kill -s 0 -- "-$g" 2>/dev/null && alive=1; done
  [ -z "$alive" ] && exit 0
  sleep 0.1
  n=$((n + 1))
done
for g in $groups; do kill -s KILL -- "-$g" 2>/dev/null; done`;

export interface StartGuardOptions {
  /** From asking to telling. */
  readonly patienceMs?: number;
  /** The guard itself was killed and has a successor with another process id. */
  onRestart?(): void;
}

/**
 * A small shell that outlives SIGKILL of its owner and then ends the process groups that it was told of, children of
 * children included. Parent death signals reach only direct children, and those may be stuck.
 */
export const startGuard = ({ patienceMs = 10_000, onRestart }: StartGuardOptions = {}): Guard => {
  const groups = new Set<number>();
  let dismissed = false;
  let shell: ChildProcess;
  const tell = (line: string) => shell.stdin?.write(`${line}\n`);
  const start = () => {
    shell = spawn('sh', ['-c', script, 'lab-guard', String(Math.ceil(patienceMs / 100))], {
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    // it ended while something was written; its successor is told everything again
    shell.stdin?.on('error', () => {});
    shell.once('exit', () => {
      if (dismissed) return;
      start();
      for (const group of groups) tell(`+${group}`);
      onRestart?.();
    });
    shell.unref();
    return shell;
  };
  shell = start();
  const dismiss = () => {
    if (dismissed) return;
    dismissed = true;
    shell.stdin?.end('done\n');
  };
  return {
    get pid() {
      return shell.pid ?? 0;
    },
    watch(group) {
      groups.add(group);
      tell(`+${group}`);
    },
    forget(group) {
      groups.delete(group);
      tell(`-${group}`);
    },
    dismiss,
    [Symbol.dispose]: dismiss,
  };
};
