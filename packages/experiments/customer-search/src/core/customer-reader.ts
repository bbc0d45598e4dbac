import type { NaivePage, OptimizedPage } from '../contract/answers.ts';
import type { Customer } from '../contract/customer.ts';
import type { NaiveListQuery, OptimizedListQuery } from '../contract/list-query.ts';

/** What one request did, for `performance`, for *Try it* and for the counters of a benchmark. */
export interface RequestTrace {
  /** Statements sent to the database so far. */
  queries: number;
  /** Kept only where somebody wants to see them: text and values, in order. */
  readonly statements?: { readonly text: string; readonly values: readonly unknown[] }[];
}

/** A page whose `results` are JSON text that is sent as it is. */
export interface JsonPage {
  readonly next: string | null;
  readonly previous: string | null;
  readonly total?: OptimizedPage['total'];
  /** A JSON array of customers. */
  readonly results: string;
}

export interface NaiveReader {
  list(query: NaiveListQuery, trace: RequestTrace): Promise<Omit<NaivePage, 'performance'>>;
  /** @throws LabError `customer-not-found` */
  get(id: number, trace: RequestTrace): Promise<Customer>;
}

export interface OptimizedReader {
  /** @throws LabError `bad-cursor`, `query-too-slow` */
  list(query: OptimizedListQuery, trace: RequestTrace): Promise<JsonPage>;
  /** JSON text of one customer. @throws LabError `customer-not-found` */
  get(id: number, trace: RequestTrace): Promise<string>;
}

/** The primary keys of a page in its order, and what the page says beside its rows. */
export interface KeyPage extends Omit<JsonPage, 'results'> {
  readonly ids: readonly number[];
}

/** A reader that can also answer in two steps, so that the first may be cached. */
export interface KeyedReader extends OptimizedReader {
  /** The keys of what `list` answers to the same query. @throws LabError `bad-cursor`, `query-too-slow` */
  listIds(query: OptimizedListQuery, trace: RequestTrace): Promise<KeyPage>;
  /**
   * The customers with these keys: a JSON array in the order of the keys, without those that are gone, and the version (`versionSql` of
   * cache/version-sql.ts) that the same statement saw. A reader that needs several statements asks for the version after the last one:
   * unless it has changed since the keys were listed, nothing else has. undefined where no row was left to tell it.
   */
  fetchByIds(
    ids: readonly number[],
    trace: RequestTrace,
  ): Promise<{ readonly results: string; readonly version: string | undefined }>;
}
