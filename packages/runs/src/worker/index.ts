// The door "./worker": what the worker host composes.

export { executeRunJob } from '../execute-run-job.ts';
export { type Reconciled, type ReconcileRunsOptions, reconcileRuns } from '../store/reconcile-runs.ts';
export { beat, endBeat, type LivingWorker, livingWorkers, type WorkerHeartbeat } from '../store/worker-heartbeat.ts';
export { type ExecuteOutcome, type ExecuteRunOptions, executeRun } from './execute-run.ts';
export { repeat } from './repeat.ts';
export { type RunWorker, type RunWorkerOptions, startRunWorker } from './start-run-worker.ts';
