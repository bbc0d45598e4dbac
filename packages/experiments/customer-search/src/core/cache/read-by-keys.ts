import type { OptimizedListQuery } from '../../contract/list-query.ts';
import type { JsonPage, KeyedReader, RequestTrace } from '../customer-reader.ts';
import { keysCodec } from './keys-codec.ts';
import type { Outcome, ReadThrough } from './read-through.ts';
import type { VersionClock } from './version-clock.ts';

export interface ByKeys {
  readonly reader: KeyedReader;
  readonly clock: VersionClock;
  readonly through: ReadThrough;
  readonly query: OptimizedListQuery;
  /** From the clock. */
  readonly version: string;
  readonly keyAt: (version: string) => string;
  /** Called each time that a page is thrown away because a write came in between. */
  readonly onMoved: () => void;
  readonly trace: RequestTrace;
}

export interface PageRead {
  readonly page: JsonPage;
  readonly outcome: Outcome;
}

/** How often keys are tried before the page is read in one statement. */
const attempts = 2;

/**
 * A page from cached keys: the rows come fresh, in one statement that also tells the version of its snapshot. Is it the keys' version,
 * keys and rows are of one state; else a row may have changed so that it no longer belongs here, and the page is read anew. Under many
 * writes the reader's own statement answers in the end. The versions that come with the rows renew the lease of the clock for nothing.
 * @throws what the reader throws
 */
export const readByKeys = async (input: ByKeys): Promise<PageRead> => {
  const { reader, clock, through, query, keyAt, trace } = input;
  let version = input.version;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const listIds = (own: RequestTrace) => reader.listIds(query, own);
    const { value, outcome } = await through.read(keyAt(version), keysCodec, listIds, trace);
    const { ids, ...head } = value;
    if (ids.length === 0) return { page: { ...head, results: '[]' }, outcome };
    const sentAt = clock.now();
    const rows = await reader.fetchByIds(ids, trace);
    if (rows.version === undefined) break;
    clock.observe(rows.version, sentAt);
    if (rows.version === version) return { page: { ...head, results: rows.results }, outcome };
    input.onMoved();
    version = rows.version;
  }
  return { page: await reader.list(query, trace), outcome: 'computed' };
};
