import { escapeLike } from '../escape-like.ts';

/** What ILIKE is given to find rows that contain this, taken literally. */
export const containsPattern = (needle: string): string => `%${escapeLike(needle)}%`;
