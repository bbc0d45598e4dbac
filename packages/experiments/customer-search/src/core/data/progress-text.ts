import { formatCount, formatRate, formatSeconds } from '@lab/bench';
import type { LoadProgress } from './load-progress.ts';

const left = (seconds: number | undefined): readonly string[] =>
  seconds === undefined ? [] : [`about ${formatSeconds(Math.max(1, Math.round(seconds))).replace(/\.\d+/, '')} left`];

/** Where a load stands, in one line. */
export const progressText = (progress: LoadProgress): string => {
  const { phase, customers, customersTotal, perSecond, share, current, elapsedSeconds, etaSeconds } = progress;
  const percent = `${Math.floor(share * 100)} %`;
  const parts = {
    preparing: ['Preparing'],
    copying: ['Keeping what is there', percent],
    loading: [
      `${formatCount(customers)} of ${formatCount(customersTotal)} customers`,
      ...(perSecond === undefined ? [] : [formatRate(perSecond, 'customers/s')]),
    ],
    indexing: ['Indexes and checks', percent, ...(current === undefined ? [] : [current])],
    finishing: ['Putting them in place'],
  }[phase];
  return [
    ...parts,
    `${formatSeconds(Math.round(elapsedSeconds)).replace(/\.\d+/, '')} so far`,
    ...left(etaSeconds),
  ].join(', ');
};
