import type { CountryFacts } from './country-facts.ts';
import { mix } from './mix.ts';

// As on letters: none that is read as a digit.
const letters = 'ABCDEFGHJKLMNPQRSTUWXYZ';

const filled = (pattern: string, salt: number): string => {
  let at = 0;
  return pattern.replace(/[#A]/g, (place) => {
    const bits = mix(salt, 100 + at++, 5);
    return place === '#' ? String(bits % 10) : (letters[bits % letters.length] ?? 'A');
  });
};

const known = new Map<string, readonly string[]>();

/** Large cities have many codes, villages one or two. */
const codesOf = ({ name, postalCode: pattern }: CountryFacts, rank: number): readonly string[] => {
  const key = `${name} ${rank}`;
  const codes =
    known.get(key) ??
    Array.from({ length: 2 + Math.floor(60 / (rank + 2)) }, (_, index) =>
      filled(pattern, mix(rank * 64 + index, pattern.length, name.length * 131 + name.charCodeAt(0))),
    );
  known.set(key, codes);
  return codes;
};

/** A postal code of the city of this rank: each city has its own few, however many live there. */
export const postalCode = (country: CountryFacts, rank: number, bits: number): string => {
  const codes = codesOf(country, rank);
  return codes[bits % codes.length] ?? '';
};
