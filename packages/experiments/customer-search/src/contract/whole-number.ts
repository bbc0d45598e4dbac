import { z } from 'zod';

const read = (value: unknown) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value);

/** A whole number in an address, where it is text. Whatever is wrong with it, the sentence names both limits. */
export const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`;
  return z.preprocess(read, z.int(error).min(least, error).max(most, error));
};
