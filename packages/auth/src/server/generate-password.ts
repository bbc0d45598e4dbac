import { randomInt } from 'node:crypto';

// Without 0/o, 1/l/i and vowels that make words: people type this from a terminal.
const alphabet = '23456789bcdfghjkmnpqrstvwxyz';

/** Random password of five groups of five, about 120 bits: `7hk2m-…`. From the system's generator, without modulo bias. */
export const generatePassword = (): string =>
  Array.from({ length: 5 }, () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')).join(
    '-',
  );
