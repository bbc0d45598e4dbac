import { formatCount, formatSeconds } from '@lab/bench';
import { createPool } from '@lab/db';
import { prepareCustomers } from '../core/data/prepare-customers.ts';
import { progressText } from '../core/data/progress-text.ts';
import { writeBareBody } from './bare-body.ts';
import { findDeepPages } from './deep-pages.ts';
import type { Step } from './step.ts';

/** Threads that make customers: they wait for the server most of the time. */
const workers = 4;

/** Makes the customers, or takes those that an earlier run has left: the same number of the same seed. */
export const setup = async (step: Step): Promise<void> => {
  const { database, params, seed, signal, applicationName } = step;
  const { connectionString } = database;
  const start = performance.now();
  const { customers } = params;
  step.note(`Looking for ${formatCount(customers)} customers.`);
  const { reused } = await prepareCustomers({
    connectionString,
    customers,
    seed,
    workers,
    signal,
    onProgress: (progress) => step.note(`Making customers: ${progressText(progress)}.`),
  });
  if (!reused)
    step.note(`Made ${formatCount(customers)} customers in ${formatSeconds((performance.now() - start) / 1000)}.`);
  await using pool = createPool({ connectionString, applicationName, max: 1 });
  await findDeepPages(step, pool);
  await writeBareBody(step, pool);
};
