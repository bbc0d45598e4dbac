import { formatCount, formatRatio, formatSeconds } from '@lab/bench';
import type { TriedPage } from '../contract/try-it.ts';

const queries = (count: number): string => (count === 1 ? '1 query' : `${formatCount(count)} queries`);

const cost = ({ seconds, queries: count }: TriedPage): string =>
  `${formatSeconds(seconds)} ${count === 0 ? 'and no query' : `and ${queries(count)}`}`;

/** What one request to each API took, in one sentence. Times are of single requests and no measurement; the sentence beside it says so. */
export const compareSentence = (optimized: TriedPage, naive: TriedPage): string => {
  const ended = [optimized, naive].map(({ outcome }) => outcome === 'page');
  if (ended[0] && ended[1]) {
    const times = naive.seconds / optimized.seconds;
    const outcome = times >= 1 ? `: ${formatRatio(times)} as long` : ', and was the quicker this time';
    return `The optimised API took ${cost(optimized)}, the naive one ${cost(naive)}${outcome}.`;
  }
  if (ended[0])
    return `The optimised API took ${cost(optimized)}; the naive one was stopped after ${formatSeconds(naive.seconds)}.`;
  if (ended[1])
    return `The naive API took ${cost(naive)}; the optimised one was stopped after ${formatSeconds(optimized.seconds)}.`;
  return 'Both APIs were stopped by the time limit of the database.';
};
