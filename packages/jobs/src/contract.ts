export { type AnyJob, defineJob, type JobDefinition, type JobPayload } from './define-job.ts';
