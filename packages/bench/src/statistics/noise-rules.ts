import type { Sample } from '../contract/result.ts';
import { analysed } from './paired-log-ratios.ts';

/** What a broken rule blames: what else the machine did, or the sample's own load generator. */
export type NoiseSource = 'machine' | 'generator';

interface NoiseRule {
  readonly name: string;
  readonly most: number;
  readonly source: NoiseSource;
  /** Around the value, in a sentence. */
  readonly text: readonly [string, string];
}

const share = (value: number): string =>
  `${value < 0.1 ? Number((value * 100).toPrecision(2)) : Math.round(value * 100)} %`;

/** Fixed in advance, so that no round is dropped because of its result. */
export const noiseRules: readonly NoiseRule[] = [
  { name: 'steal_share', most: 0.05, source: 'machine', text: ['the hypervisor took', ' of the time'] },
  { name: 'throttled_share', most: 0.05, source: 'machine', text: ['the container was throttled for', ' of the time'] },
  { name: 'other_cpu_share', most: 0.25, source: 'machine', text: ['other processes used', ' of the time'] },
  { name: 'swap_pages', most: 256, source: 'machine', text: ['pages swapped:', ''] },
  // A generator that is the bottleneck measures itself.
  {
    name: 'generator_utilization_share',
    most: 0.7,
    source: 'generator',
    text: ['the load generator was busy for', ' of the time'],
  },
  { name: 'late_share', most: 0.01, source: 'generator', text: ['the load generator sent', ' of the requests late'] },
];

/** At most this share of the planned rounds is run again. */
export const mostRedone = 0.2;

/** A unit shorter than this is dominated by clock, scheduler and start-up effects. */
export const shortestSeconds = 0.2;

const broken = (noise: Readonly<Record<string, number>>, source?: NoiseSource): NoiseRule | undefined =>
  noiseRules.find((rule) => (source ?? rule.source) === rule.source && (noise[rule.name] ?? 0) > rule.most);

/** The reason for which a sample is not to be trusted, or undefined; of one source, or of any. */
export const noisy = (noise: Readonly<Record<string, number>>, source?: NoiseSource): string | undefined => {
  const rule = broken(noise, source);
  if (!rule) return undefined;
  const shown = (value: number) => (rule.name.endsWith('_share') ? share(value) : String(value));
  const [before, after] = rule.text;
  return `${before} ${shown(noise[rule.name] ?? 0)}${after} (limit ${shown(rule.most)})`;
};

/** Rounds that count although a rule would have run them again; of one source. */
export const busyRounds = (samples: readonly Sample[], source: NoiseSource = 'machine'): number[] => [
  ...new Set(analysed(samples).flatMap(({ round, noise }) => (broken(noise, source) ? [round] : []))),
];

/** Ids of the variants whose samples made these rounds busy. */
export const busyVariants = (samples: readonly Sample[], source: NoiseSource = 'machine'): string[] => [
  ...new Set(analysed(samples).flatMap(({ variant, noise }) => (broken(noise, source) ? [variant] : []))),
];
