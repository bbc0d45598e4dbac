import { LabError } from '@lab/errors';

export interface CountLimits {
  /** The flag, `--customers`. */
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly example?: string;
}

/**
 * A whole number as people write it: `3000000`, `3_000_000`, `3,000,000`.
 * @throws LabError `out-of-range`
 */
export const readCount = (text: string, { name, least, most, example }: CountLimits): number => {
  const value = /^\d+(?:[_,]\d+)*$/.test(text) ? Number(text.replaceAll(/[_,]/g, '')) : Number.NaN;
  if (value >= least && value <= most) return value;
  const such = example === undefined ? '' : `, such as ${example}`;
  const allowed = `a whole number from ${least} to ${most.toLocaleString('en-US')}${such}`;
  throw new LabError('out-of-range', { name, allowed, value: JSON.stringify(text) });
};
