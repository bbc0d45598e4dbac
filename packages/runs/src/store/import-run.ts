import type { BenchResult } from '@lab/bench';
import { inTransaction } from '@lab/db';
import type { Pool } from 'pg';
import { notifyRun } from '../changes/notify-change.ts';
import { headerOf } from './header-of.ts';
import { headlineOf } from './headline-of.ts';

const rowStatus = { finished: 'finished', partial: 'cancelled', failed: 'failed' } as const satisfies Record<
  BenchResult['status'],
  string
>;

/**
 * Stores a result that was measured without the queue (`lab bench --report`, a file of another machine) as the same rows that a
 * worker writes. Importing it again changes nothing.
 * @returns false when the run is already stored.
 */
export const importRun = async (options: { readonly pool: Pool; readonly result: BenchResult }): Promise<boolean> =>
  inTransaction(options.pool, async (client) => {
    const { result } = options;
    const header = headerOf(result);
    const { rowCount } = await client.query(
      `WITH created AS (
         INSERT INTO run (id, experiment, workload, params, variants, rounds, seed, reason, status, created_at, started_at,
           finished_at, header, comparisons, verdict, headline, error, rounds_finished)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (id) DO NOTHING RETURNING id)
       SELECT ${notifyRun('id')} FROM created`,
      [
        result.runId,
        result.experiment.id,
        result.plan.workload,
        result.experiment.params,
        result.plan.variants,
        result.plan.rounds,
        result.plan.seed,
        result.reason,
        rowStatus[result.status],
        result.startedAt,
        result.finishedAt ?? new Date().toISOString(),
        header,
        JSON.stringify(result.comparisons),
        result.verdict,
        headlineOf(header, result.samples, result.comparisons),
        result.samples.find((sample) => sample.status === 'error')?.error ?? null,
        result.status === 'finished' ? result.plan.rounds + 1 : 0,
      ],
    );
    if (!rowCount) return false;
    await client.query(
      `INSERT INTO run_sample (run_id, round, attempt, slot, variant, status, sample)
       SELECT $1, (s->>'round')::int, (s->>'attempt')::int, (s->>'slot')::int, s->>'variant', s->>'status', s
       FROM jsonb_array_elements($2::jsonb) s`,
      [result.runId, JSON.stringify(result.samples)],
    );
    return true;
  });
