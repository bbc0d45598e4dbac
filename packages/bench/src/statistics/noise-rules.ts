import type { Sample } from '../contract/result.ts';
import { analysed } from './paired-log-ratios.ts';

/** Fixed in advance, so that no round is dropped because of its result. */
export const noiseRules = [
  { name: 'steal_share', most: 0.05, text: 'the hypervisor took' },
  { name: 'throttled_share', most: 0.05, text: 'the container was throttled for' },
  { name: 'other_cpu_share', most: 0.25, text: 'other processes used' },
  { name: 'swap_pages', most: 256, text: 'pages swapped:' },
] as const;

/** At most this share of the planned rounds is run again. */
export const mostRedone = 0.2;

/** A unit shorter than this is dominated by clock, scheduler and start-up effects. */
export const shortestSeconds = 0.2;

/** The reason for which a sample is not to be trusted, or undefined. */
export const noisy = (noise: Readonly<Record<string, number>>): string | undefined => {
  const broken = noiseRules.find(({ name, most }) => (noise[name] ?? 0) > most);
  if (!broken) return undefined;
  const value = noise[broken.name] ?? 0;
  const shown = (number: number) => (broken.name === 'swap_pages' ? `${number}` : `${Math.round(number * 100)} %`);
  return `${broken.text} ${shown(value)}${broken.name === 'swap_pages' ? '' : ' of the time'} (limit ${shown(broken.most)})`;
};

/** Rounds that count although a rule would have run them again. */
export const busyRounds = (samples: readonly Sample[]): number[] => [
  ...new Set(analysed(samples).flatMap(({ round, noise }) => (noisy(noise) === undefined ? [] : [round]))),
];
