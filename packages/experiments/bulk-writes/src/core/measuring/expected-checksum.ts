import { hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** So many rows are hashed before others in this process get their turn. */
const atOnce = 10_000;

/** Adds up the first 60 bits of the MD5 of each row's text, as `checksum-sql.ts` does in the database. */
export const expectedChecksum = async (
  count: number,
  text: (index: number) => string,
  signal: AbortSignal,
): Promise<string> => {
  let total = 0n;
  // 32 and 28 bits apart, 10,000 of each add up exactly in doubles.
  for (let from = 0; from < count; from += atOnce) {
    let high = 0;
    let low = 0;
    for (let index = from; index < Math.min(from + atOnce, count); index++) {
      const digest = hash('md5', text(index), 'hex');
      const first = Number.parseInt(digest.slice(0, 8), 16);
      const second = Number.parseInt(digest.slice(8, 15), 16);
      high += first;
      low += second;
    }
    total += BigInt(high) * 2n ** 28n + BigInt(low);
    await nextTurn();
    signal.throwIfAborted();
  }
  return total.toString();
};
