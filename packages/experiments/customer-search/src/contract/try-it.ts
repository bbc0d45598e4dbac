import { z } from 'zod';
import type { OptimizedPage } from './answers.ts';
import type { CacheView } from './cache-view.ts';
import type { Customer } from './customer.ts';

const customerApis = ['naive', 'optimized'] as const;
export type CustomerApi = (typeof customerApis)[number];

/** One request to one of both APIs. `query` has the names and texts of its URL parameters, so that it is checked as REST checks it. */
export const tryItSchema = z.object({
  api: z.enum(customerApis),
  query: z.record(z.string().max(100), z.string().max(4000)),
  /** The optimised API by way of its cache. */
  cached: z.boolean().default(false),
  /** Of the optimised API: `next` of the page before. */
  cursor: z.string().max(2000).nullish(),
});
export type TryIt = z.output<typeof tryItSchema>;

/** Statements with the same text, in the order in which each text was first sent. */
export interface SentStatement {
  /** Place of the first of them among all statements of the request: what `explain` is asked for. */
  readonly index: number;
  readonly text: string;
  /** Values of the first of them as they are shown, `$1` first; long ones are cut. */
  readonly values: readonly string[];
  readonly times: number;
  /** Only what reads can be explained by being run again. */
  readonly explainable: boolean;
}

interface Sent {
  /** Seconds in the server, from the request to its answer. */
  readonly seconds: number;
  readonly queries: number;
  /** Under which the server keeps the statements for a while, for the caller alone. */
  readonly sentId: string;
  readonly statements: readonly SentStatement[];
}

export interface AnsweredPage extends Sent {
  readonly outcome: 'page';
  readonly results: readonly Customer[];
  /** Of the optimised API; null on its last page, and always null for the naive one. */
  readonly nextCursor: string | null;
  /** Of the naive API: all customers that match. */
  readonly count: number | null;
  /** Of the optimised API, where it was asked for. */
  readonly total: NonNullable<OptimizedPage['total']> | null;
}

/** The database stopped it: that is how a naive API ends on much data, and worth seeing. */
interface TooSlowPage extends Sent {
  readonly outcome: 'too-slow';
  readonly sentence: string;
}

export type TriedPage = AnsweredPage | TooSlowPage;

export const explainSchema = z.object({ sentId: z.uuid(), index: z.int().min(0) });

/** One statement run once more under EXPLAIN (ANALYZE, BUFFERS). */
export interface StatementPlan {
  readonly plan: string;
}

export const getCustomerSchema = z.object({ api: z.enum(customerApis), id: z.int().min(1) });

export interface CustomerCount {
  readonly value: number;
  /** Above a limit the planner's estimate has to do: counting 3 million rows would take longer than searching them. */
  readonly exact: boolean;
}
export type CustomerCounts = Readonly<Record<CustomerApi, CustomerCount>>;

export interface CacheState {
  /** Names what every process reads of the cache. The number before its first dot grows with every committed write. */
  readonly version: string;
  /** null where this host has no cache. */
  readonly cache: CacheView | null;
}
