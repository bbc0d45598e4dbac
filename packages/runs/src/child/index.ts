// The door "./child": executes a run in a process of its own. The worker and the command line use the very same function.
export { type ForkRunOptions, forkRun } from './fork-run.ts';
export type { RunRequest } from './run-request.ts';
export { type LockHolder, type MachineLockOptions, takeMachineLock } from './take-machine-lock.ts';
