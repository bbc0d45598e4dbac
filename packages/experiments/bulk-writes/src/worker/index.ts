export { importJob } from '../contract/import-job.ts';
export { type ImportWorker, type ImportWorkerOptions, startImportWorker } from './start-import-worker.ts';
