import type { CacheEntry } from './cache-store.ts';

/** One line of numbers, then the value as it is: neither is escaped or parsed. */
export const encodeEntry = ({ value, computeMs, expiresAt }: CacheEntry): string =>
  `${Math.round(expiresAt)} ${computeMs.toFixed(3)}\n${value}`;

const header = /^(\d{1,15}) (\d{1,12}\.\d{3})\n/;

/** undefined for what no version of this file wrote. */
export const decodeEntry = (text: string): CacheEntry | undefined => {
  const match = header.exec(text);
  if (match === null) return undefined;
  const [line, expiresAt, computeMs] = match;
  return { value: text.slice(line.length), expiresAt: Number(expiresAt), computeMs: Number(computeMs) };
};
