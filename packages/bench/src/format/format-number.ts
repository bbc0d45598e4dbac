const prefixes = [
  { factor: 1e12, symbol: 'T' },
  { factor: 1e9, symbol: 'G' },
  { factor: 1e6, symbol: 'M' },
  { factor: 1e3, symbol: 'k' },
] as const;

/** Three significant digits without an exponent: 57.4, 185, 0.0123. Trailing zeros stay, since they are digits. */
export const threeDigits = (value: number): string => {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return '–';
  const rounded = Number(value.toPrecision(3));
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(rounded))));
  return rounded.toFixed(Math.min(digits, 20));
};

/** 185,432 becomes `185 k`; below 1,000 plain. Decimal prefixes. */
export const formatSi = (value: number): string => {
  const rounded = Number(value.toPrecision(3));
  const prefix = prefixes.find(({ factor }) => Math.abs(rounded) >= factor);
  return prefix ? `${threeDigits(rounded / prefix.factor)} ${prefix.symbol}` : threeDigits(rounded);
};

/** Whole numbers in full, with thousands separated: `20,000`. */
export const formatCount = (value: number): string => Math.round(value).toLocaleString('en-US');
