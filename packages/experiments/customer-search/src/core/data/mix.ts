/**
 * 32 well-mixed bits of an index, a field and a seed (the finaliser of MurmurHash3): the same everywhere, without state, so that any
 * worker makes any row in any order. For one field and seed no two indexes below 2^32 give the same bits: each step can be undone.
 */
export const mix = (index: number, field: number, seed: number): number => {
  let hash = Math.imul(index, 0x9e3779b1) ^ Math.imul(field, 0x85ebca77) ^ seed;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** The bits as a number from 0 up to 1. */
export const share = (bits: number): number => bits / 4_294_967_296;
