import { mix } from './mix.ts';

const slots = 65_536;

/** Values of which the first ones are drawn far more often than the last ones. */
export interface SkewedList {
  readonly values: readonly string[];
  /** Place of the value that 32 random bits draw. */
  place(bits: number): number;
  /** The value that 32 random bits draw. */
  draw(bits: number): string;
}

/**
 * Draws by Zipf's law: the value of rank r with a weight of 1 / (r + 2)^exponent. Names, streets and cities are spread like that. The
 * weights are laid out in a table once, so that a draw is one look-up; each value has at least one of its 65,536 places.
 */
export const skewedList = (values: readonly string[], exponent: number): SkewedList => {
  if (values.length === 0 || values.length > slots)
    throw new Error(`A list of ${values.length} values cannot be drawn from.`);
  const weights = values.map((_, rank) => 1 / (rank + 2) ** exponent);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const free = slots - values.length;
  const table = new Uint16Array(slots);
  let before = 0;
  let at = 0;
  weights.forEach((weight, rank) => {
    before += weight;
    const end = rank + 1 + Math.round((before / sum) * free);
    table.fill(rank, at, end);
    at = end;
  });
  const place = (bits: number): number => table[bits >>> 16] ?? 0;
  return { values, place, draw: (bits) => values[place(bits)] ?? '' };
};

const hashOf = (text: string): number => {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return mix(hash, text.length, 0x6c6162);
};

/**
 * Each value once, in an order that has nothing to do with the alphabet, and not more than `most` of them. `ranks` puts values to
 * places where they are wanted.
 */
export const ranked = (
  values: readonly string[],
  most: number,
  ranks: Readonly<Record<string, number>> = {},
): readonly string[] => {
  const others = [...new Set(values)].filter((value) => value !== '' && !(value in ranks));
  const order = others
    .map((value) => ({ value, hash: hashOf(value) }))
    .sort((a, b) => a.hash - b.hash || (a.value < b.value ? -1 : 1))
    .map(({ value }) => value)
    .slice(0, most - Object.keys(ranks).length);
  for (const [value, rank] of Object.entries(ranks).sort(([, a], [, b]) => a - b)) order.splice(rank, 0, value);
  return order;
};
