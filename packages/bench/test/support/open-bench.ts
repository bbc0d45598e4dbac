import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchDatabase, BenchDefinition, BenchResult, RunnerEvent, Sample } from '@lab/bench';
import { type RunPlanRequest, runPlan } from '@lab/bench/runner';
import { startPostgres } from '@lab/services';
import { Client } from 'pg';
import { v7 } from 'uuid';
import definition from '../fixture/definition.ts';

interface Run {
  readonly events: RunnerEvent[];
  readonly result: Promise<BenchResult>;
  readonly scratch: string;
}

interface StartOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunnerEvent) => void | Promise<void>;
  /** Runs in this process; its samples import `definitionUrl`. */
  readonly definition?: BenchDefinition;
  readonly definitionUrl?: URL;
  readonly database?: BenchDatabase;
}

export interface Bench extends AsyncDisposable {
  start(request?: Partial<RunPlanRequest>, options?: StartOptions): Run;
  query<Row extends object>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number }>;
  /** Sessions that a run has left. */
  sessions(runId: string): Promise<number>;
}

/** A server of this test file alone, and runs of the fixture on it. */
export const openBench = async (): Promise<Bench> => {
  await using scope = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  scope.defer(() => rm(folder, { recursive: true, force: true }));
  const server = scope.use(
    await startPostgres({ directory: join(folder, 'postgres'), settings: { autovacuum: 'off' } }),
  );
  const database: BenchDatabase = { connectionString: server.connectionString, server: 'private', pid: server.pid };
  const query: Bench['query'] = async (sql, values = []) => {
    const client = new Client({ connectionString: database.connectionString });
    await client.connect();
    try {
      const { rows, rowCount } = await client.query(sql, [...values]);
      return { rows, rowCount: rowCount ?? 0 };
    } finally {
      await client.end();
    }
  };
  const kept = scope.move();
  return {
    query,
    sessions: async (runId) => {
      const { rows } = await query<{ count: number }>(
        'select count(*)::int as count from pg_stat_activity where application_name like $1',
        [`lab-bench:${runId}%`],
      );
      return rows[0]?.count ?? -1;
    },
    start: (request = {}, options = {}) => {
      const events: RunnerEvent[] = [];
      const scratch = join(folder, randomUUID());
      const result = runPlan({
        definition: options.definition ?? definition,
        definitionUrl: (options.definitionUrl ?? new URL('../fixture/definition.ts', import.meta.url)).href,
        request: { runId: v7(), reason: 'cli', workload: 'create', rounds: 2, seed: 1, params: {}, ...request },
        database: options.database ?? database,
        sink: async (event) => {
          events.push(event);
          await options.onEvent?.(event);
        },
        signal: options.signal ?? new AbortController().signal,
        scratch,
        root: folder,
      });
      return { events, result, scratch };
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
};

/** Samples of a variant that count. */
export const okOf = (result: BenchResult, variant: string): Sample[] =>
  result.samples.filter((sample) => sample.variant === variant && sample.status === 'ok');
