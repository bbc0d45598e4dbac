import { random } from '../statistics/random.ts';

/**
 * Deals items in a seeded order: each comes up `weight` times in one pass through all of them, every pass is shuffled anew. So
 * no term of a search is asked for again before all others were: a term drawn at random, or a fixed one, measures the cache.
 *
 * Source of the shuffle: R. Durstenfeld, Algorithm 235: Random permutation, 1964.
 */
export const rotateRequests = <Item>(
  items: readonly { readonly item: Item; readonly weight: number }[],
  seed: number,
): (() => Item) => {
  const next = random(seed);
  const deck = items.flatMap(({ item, weight }) => Array.from({ length: weight }, () => item));
  const [first] = deck;
  if (first === undefined) throw new RangeError('There is nothing to rotate.');
  let dealt = deck.length;
  const shuffle = () => {
    for (let last = deck.length - 1; last > 0; last--) {
      const other = Math.floor(next() * (last + 1));
      const [a, b] = [deck[last] ?? first, deck[other] ?? first];
      deck[last] = b;
      deck[other] = a;
    }
  };
  return () => {
    if (dealt >= deck.length) {
      shuffle();
      dealt = 0;
    }
    return deck[dealt++] ?? first;
  };
};
