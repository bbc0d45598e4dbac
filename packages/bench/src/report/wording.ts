import type { Comparison } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { ratioDigits } from '../format/format-metric.ts';
import { formatCount } from '../format/format-number.ts';

export const rounds = (n: number): string => `${formatCount(n)} ${n === 1 ? 'round' : 'rounds'}`;
export const percent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

export const labelOf = (header: RunHeader, id: string): string => {
  const known = header.variants.find((variant) => variant.id === id);
  return known?.label ?? id;
};

export const interval = (header: RunHeader, { ci }: Comparison): string =>
  ci ? `${percent(1 - header.plan.alpha)} CI ${ratioDigits(ci[0])} to ${ratioDigits(ci[1])}` : '';
