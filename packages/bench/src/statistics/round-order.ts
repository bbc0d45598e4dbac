import { random } from './random.ts';

const shuffle = (items: readonly string[], next: () => number): string[] =>
  items
    .map((item) => ({ item, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

/** 0, 1, n-1, 2, n-2 …: the first row of a Williams square. */
const zigzag = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => (i === 0 ? 0 : i % 2 === 1 ? (i + 1) / 2 : n - i / 2));

/**
 * Order of the variants in one round. Rows of a Williams square under a seeded relabelling: over n rounds every variant
 * stands in every place once and (for even n; over 2n rounds for odd n) follows every other equally often, so that neither
 * place nor predecessor favours one. For two variants this is ABBA.
 *
 * Source: E. J. Williams, Experimental designs balanced for the estimation of residual effects of treatments, 1949.
 */
export const roundOrder = (variants: readonly string[], round: number, seed: number): string[] => {
  const n = variants.length;
  const labels = shuffle(variants, random(seed));
  const row = zigzag(n).map((place) => labels[(place + round) % n]);
  const mirrored = n % 2 === 1 && Math.floor(round / n) % 2 === 1;
  return (mirrored ? row.reverse() : row).filter((label) => label !== undefined);
};
