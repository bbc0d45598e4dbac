import type { WordTiers } from './resolve-words.ts';

const quoted = (word: string): string => `'${word.replaceAll(/['\\]/g, '$&$&')}'`;

/** A tsquery: every word of the search in one of its readings; undefined when one of them has none. */
export const wordsQuery = (words: readonly WordTiers[], tier: keyof WordTiers): string | undefined =>
  words.length > 0 && words.every((word) => word[tier].length > 0)
    ? words.map((word) => `(${word[tier].map(quoted).join(' | ')})`).join(' & ')
    : undefined;
