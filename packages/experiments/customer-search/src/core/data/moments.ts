import { share } from './mix.ts';

/** The generator's own today: a seed gives the same rows next year. Microseconds since 1970, exact in a double. */
export const lastMoment = Date.UTC(2026, 10, 1) * 1000;
export const firstMoment = Date.UTC(2016, 10, 1) * 1000;

const second = 1_000_000;
const wholeSeconds = (lastMoment - firstMoment) / second;
const micros = (bits: number): number => bits % second;

/** When an account was made: over ten years, more of them lately, as of a firm that grows. */
export const createdAt = (bits: number, fraction: number): number =>
  firstMoment + Math.floor(wholeSeconds * Math.sqrt(share(bits))) * second + micros(fraction);

/** A moment after `from`; the larger the power, the sooner after it. */
export const soonAfter = (from: number, bits: number, fraction: number, power: number): number => {
  const left = Math.max(0, Math.floor((lastMoment - from) / second) - 1);
  return from + Math.floor(left * share(bits) ** power) * second + micros(fraction);
};

/** A moment between `from` and today; the larger the power, the nearer to today. */
export const latelySince = (from: number, bits: number, fraction: number, power: number): number => {
  const left = Math.max(0, Math.floor((lastMoment - from) / second) - 1);
  return from + Math.floor(left * (1 - share(bits) ** power)) * second + micros(fraction);
};

const day = 86_400_000;
const youngest = Date.UTC(2010, 9, 31);
const years = 74;
const days = Math.floor(years * 365.25);
// A row in two needs one: formatting a date takes longer than all the rest of a row.
const birthdays = Array.from({ length: days }, (_, before) =>
  new Date(youngest - before * day).toISOString().slice(0, 10),
);

/** A day of birth as `1990-12-31`, 16 to 90 years ago, most of them in the middle. */
export const birthday = (bits: number, others: number): string =>
  birthdays[Math.floor(((share(bits) + share(others)) / 2) * days)] ?? '1970-01-01';
