import { procedure, router } from '@lab/rpc';
import type { Pool } from 'pg';
import type { CacheView } from '../contract/cache-view.ts';
import { type CacheState, explainSchema, getCustomerSchema, tryItSchema } from '../contract/try-it.ts';
import { askVersion } from '../core/cache/ask-version.ts';
import type { NaiveReader, OptimizedReader } from '../core/customer-reader.ts';
import { countCustomers } from '../core/try-it/count-customers.ts';
import { createTurns } from '../core/try-it/create-turns.ts';
import { getCustomer } from '../core/try-it/get-customer.ts';
import { planOfStatement } from '../core/try-it/plan-of-statement.ts';
import { createStatementLog } from '../core/try-it/statement-log.ts';
import { tryList } from '../core/try-it/try-list.ts';

export interface CustomerSearchRouterOptions {
  readonly pool: Pool;
  readonly naive: NaiveReader;
  /** Without a cache, so that what is shown is what the database does. */
  readonly optimized: OptimizedReader;
  /** The same behind its cache, which tells what it has done; absent where the host has none. */
  readonly cached?: (OptimizedReader & { stats(): Promise<CacheView> }) | undefined;
  /** How long one EXPLAIN ANALYZE may take. */
  readonly explainTimeoutMs?: number;
}

/** *Try it* of customer search: both APIs, the SQL that they send and its plans. Mounted as `customerSearch`. */
export const createCustomerSearchRouter = (options: CustomerSearchRouterOptions) => {
  const { pool, naive, optimized, cached, explainTimeoutMs = 30_000 } = options;
  const log = createStatementLog();
  const takeTurn = createTurns();
  return router({
    tryIt: procedure.input(tryItSchema).query(({ input, ctx, signal }) => {
      const caller = ctx.user.id;
      const work = () => tryList({ naive, optimized, cached, log, caller, request: input });
      return input.api === 'naive' ? takeTurn(caller, signal, work) : work();
    }),
    // Changes nothing, but makes the database work: only a page of our own may ask, and only by POST.
    explain: procedure.input(explainSchema).mutation(({ input, ctx }) =>
      planOfStatement({
        pool,
        statement: log.find(ctx.user.id, input.sentId, input.index),
        timeoutMs: explainTimeoutMs,
      }),
    ),
    get: procedure.input(getCustomerSchema).query(({ input }) => getCustomer({ naive, optimized, ...input })),
    counts: procedure.query(() => countCustomers(pool)),
    cacheStats: procedure.query(
      async (): Promise<CacheState> => ({
        version: await askVersion(pool, { queries: 0 }),
        cache: (await cached?.stats()) ?? null,
      }),
    ),
  });
};

export type CustomerSearchRouter = ReturnType<typeof createCustomerSearchRouter>;
