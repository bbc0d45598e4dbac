export interface PlotScale {
  readonly kind: 'log' | 'linear';
  readonly ticks: readonly number[];
  /** Where a value lies, in percent of the width; clamped into the frame. */
  readonly at: (value: number) => number;
}

/** Ratios that span more than this would squeeze the small values of a linear axis into its first pixels. */
const logFromRatio = 12;

const logTicks = (low: number, high: number): number[] => {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const inside = (value: number) => value >= low && value <= high;
  const decades = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i));
  const whole = decades.filter(inside);
  if (whole.length >= 3) return whole.length > 7 ? whole.filter((_, i) => i % 2 === 0) : whole;
  return decades.flatMap((decade) => [decade, decade * 2, decade * 5]).filter(inside);
};

const linearTicks = (high: number): number[] => {
  const rough = high / 5;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= rough) ?? rough;
  // Multiplied, not added up: 0.1 + 0.2 would show.
  return Array.from({ length: Math.floor(high / step) + 1 }, (_, i) => i * step);
};

/**
 * An axis for values of one metric: logarithmic when they span decades, else linear from 0, so that lengths on it may be
 * compared. Values that are not finite are ignored; none at all gives an empty linear axis.
 */
export const plotScale = (values: readonly number[]): PlotScale => {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  if (finite.length > 0 && low > 0 && high / low >= logFromRatio) {
    // Room for a mark on either side.
    const pad = (Math.log(high) - Math.log(low)) * 0.05;
    const from = Math.log(low) - pad;
    const to = Math.log(high) + pad;
    return {
      kind: 'log',
      ticks: logTicks(Math.exp(from), Math.exp(to)),
      at: (value) => (value <= 0 ? 0 : Math.min(100, Math.max(0, ((Math.log(value) - from) / (to - from)) * 100))),
    };
  }
  const top = finite.length > 0 && high > 0 ? high * 1.06 : 1;
  return { kind: 'linear', ticks: linearTicks(top), at: (value) => Math.min(100, Math.max(0, (value / top) * 100)) };
};
