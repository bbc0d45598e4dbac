import { createPool } from '@lab/db';
import type { Pool } from 'pg';
import type { CustomersApi } from '../api/customers-plugin.ts';
import { type Optimization, optimizations } from '../contract/optimizations.ts';
import { askVersion } from '../core/cache/ask-version.ts';
import { type CachedReader, createCachedReader } from '../core/cache/cached-reader.ts';
import { createMemoryStore } from '../core/cache/memory-store.ts';
import { createVersionClock } from '../core/cache/version-clock.ts';
import { openNaiveReader } from '../core/naive/open-naive-reader.ts';
import { createOptimizedReader } from '../core/optimized/create-optimized-reader.ts';
import { createBareHost } from './bare-host.ts';
import { counted, type HostCount } from './counted.ts';
import { benchCursors } from './deep-pages.ts';
import type { Step } from './step.ts';

/** As long as the original's load generator waits before it gives up. */
const statementTimeoutMs = 60_000;

export interface MeasuredHost extends AsyncDisposable {
  /** Base URL and the path of the list that the variant answers. */
  readonly target: string;
  readonly path: string;
  readonly count: HostCount;
  /** Undefined without a cache. */
  readonly cache: Pick<CachedReader, 'stats'> | undefined;
}

/** What the variant and `--without` switch off. */
export const switchedOff = (variant: string, without: string | undefined): ReadonlySet<Optimization> => {
  const named = new Set([...(without?.split(',') ?? []), variant.replace(/^without-/, '')]);
  return new Set(optimizations.filter((id) => named.has(id)));
};

interface Opened {
  readonly api: CustomersApi;
  /** For the changes of the write mix. */
  readonly pool?: Pool;
  readonly cache?: CachedReader;
}

const openApi = (step: Step, variant: string, count: HostCount, scope: AsyncDisposableStack): Opened => {
  const { connectionString } = step.database;
  const { applicationName } = step;
  if (variant === 'naive') {
    const reader = scope.use(openNaiveReader({ connectionString, applicationName, max: 10, statementTimeoutMs }));
    return { api: { api: 'naive', reader: { ...reader, list: counted(reader.list, count) } } };
  }
  const settings = { statement_timeout: String(statementTimeoutMs) };
  const pool = scope.use(createPool({ connectionString, applicationName, max: 4, settings }));
  const without = switchedOff(variant, step.params.without);
  const reader = createOptimizedReader({ pool, cursors: benchCursors, statementTimeoutMs, without });
  const mode = variant === 'cached-ids' ? 'ids' : variant === 'cached-response' ? 'response' : undefined;
  if (mode === undefined || without.has('cache'))
    return { api: { api: 'optimized', reader: { ...reader, list: counted(reader.list, count) } }, pool };
  const clock = createVersionClock({ ask: (trace) => askVersion(pool, trace) });
  const store = scope.use(createMemoryStore());
  const cached = scope.use(createCachedReader({ mode, reader, clock, store }));
  return { api: { api: 'optimized', reader: { ...cached, list: counted(cached.list, count) } }, pool, cache: cached };
};

/** A fresh host in this process with the API of one variant, or with a constant answer. Nothing of it is warm. */
export const openHost = async (step: Step, variant: string, bare: string): Promise<MeasuredHost> => {
  await using scope = new AsyncDisposableStack();
  const count: HostCount = { queries: 0, requests: 0 };
  const opened = variant === 'bare-fastify' ? undefined : openApi(step, variant, count, scope);
  const problems: unknown[] = [];
  const host = await createBareHost({
    apis: opened ? [opened.api] : [],
    bare,
    writes: step.workload === 'write-mix' ? opened?.pool : undefined,
    onUnexpected: (error) => {
      if (problems.push(error) === 1)
        step.note(`${variant}: ${error instanceof Error ? error.message : String(error)}`);
    },
  });
  scope.defer(() => host.close());
  const target = await host.listen({ host: '127.0.0.1', port: 0 });
  const kept = scope.move();
  return {
    target,
    path: opened ? `/${opened.api.api}/customers` : '/bare',
    count,
    cache: opened?.cache,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
};
