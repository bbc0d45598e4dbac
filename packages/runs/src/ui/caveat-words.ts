import { type BenchResult, busyRounds } from '@lab/bench';

/** As the result words it; its first number is the shortest sample. */
const tooShort = /^Samples of .+ were as short as (?<least>\S+ \S+);/;

/** What weakens a result, in one line for a card; null where nothing does. The run's own page says it in full. */
export const caveatWords = ({ notes, samples }: Pick<BenchResult, 'notes' | 'samples'>): string | null => {
  const least = notes.map((note) => tooShort.exec(note)?.groups?.least).find(Boolean);
  const redone = samples.flatMap(({ status, round }) => (status === 'rejected' ? [round] : []));
  const busy = new Set([...redone, ...busyRounds(samples)]).size;
  const saturated = busyRounds(samples, 'generator').length;
  const words = [
    ...(least ? [`some samples took only ${least}, too short to measure well`] : []),
    ...(busy > 0 ? [`the machine was busy in ${busy} ${busy === 1 ? 'round' : 'rounds'}`] : []),
    ...(saturated > 0
      ? [`the load generator was at its limit in ${saturated} ${saturated === 1 ? 'round' : 'rounds'}`]
      : []),
  ].join('; ');
  if (words) return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  return notes.length > 0 ? 'Its page has notes on how far to trust it.' : null;
};
