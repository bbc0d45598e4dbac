// Takes a job and never finishes it: to be killed.
import { createQueueBackend, startJobWorker } from '../../src/server/index.ts';
import { work } from '../support/jobs.ts';

const address = JSON.parse(process.argv[2] ?? '{}');
startJobWorker({
  job: work,
  backend: await createQueueBackend(address),
  lockDurationMs: 1000,
  stalledIntervalMs: 300,
  process: () => {
    process.send?.('working');
    return new Promise(() => {});
  },
});
