// The door "./store": the verbs of a run on plain pg, for hosts that are neither the API nor the worker (the command line).

export { changesChannel } from '../changes/notify-change.ts';
export { cancelRun } from './cancel-run.ts';
export { createRunSink, type RunSinkOptions } from './create-run-sink.ts';
export { type DeleteRunOptions, deleteRun } from './delete-run.ts';
export { type EndRunOptions, endRun } from './end-run.ts';
export { estimateRun } from './estimate-run.ts';
export { getRun } from './get-run.ts';
export { importRun } from './import-run.ts';
export { latestRuns } from './latest-runs.ts';
export { type ListRunsOptions, listRuns, type RunPage } from './list-runs.ts';
export { type RecordedRun, type RecordRunOptions, recordRun } from './record-run.ts';
export { type StartRunOptions, startRun } from './start-run.ts';
export { type LivingWorker, livingWorkers } from './worker-heartbeat.ts';
