// The door "./api": what the API host mounts.
export {
  type ChangeFeed,
  type ChangeFeedOptions,
  createChangeFeed,
  type NumberedHint,
} from '../changes/create-change-feed.ts';
export { executeRunJob } from '../execute-run-job.ts';
export { createRunsRouter, type RunsRouter, type RunsRouterOptions } from './create-runs-router.ts';
export { type RunDownloadsOptions, runDownloads } from './run-downloads.ts';
