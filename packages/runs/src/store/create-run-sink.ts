import type { BenchResult, Progress, RunHeader, RunnerEvent, RunnerSink, Sample } from '@lab/bench';
import { LabError } from '@lab/errors';
import type { Pool } from 'pg';
import { notifyRun } from '../changes/notify-change.ts';
import { headerOf } from './header-of.ts';
import { headlineOf } from './headline-of.ts';
import { readSamples } from './read-samples.ts';

export interface RunSinkOptions {
  readonly pool: Pool;
  readonly runId: string;
  /** Fencing token that the writer holds; every write is refused once another has taken over. */
  readonly lease: bigint;
  /** Shortest time between two writes of progress; default 250 ms, about four a second. */
  readonly progressEveryMs?: number;
}

/**
 * Writes what a runner says into the row of its run and hints at each change on `lab_changes`. Samples, rounds and the end are written
 * before the runner goes on; progress is thinned out, its latest state never lost.
 * A run that ends well is `finished` here; other ends are for the host to decide (`endRun`), which knows why.
 * @throws LabError `lease-lost` from the event that came too late.
 */
export const createRunSink = ({ pool, runId, lease, progressEveryMs = 250 }: RunSinkOptions): RunnerSink => {
  let pending: Progress | undefined;
  let timer: NodeJS.Timeout | undefined;
  let lastProgress = Number.NEGATIVE_INFINITY;
  let refused: unknown;
  let header: RunHeader | undefined;

  const write = async (assignments: string, values: readonly unknown[]) => {
    const { rowCount } = await pool.query(
      `WITH written AS (UPDATE run SET ${assignments} WHERE id = $1 AND lease = $2 AND status = 'running' RETURNING id)
       SELECT ${notifyRun('id')} FROM written`,
      [runId, lease, ...values],
    );
    if (!rowCount) throw new LabError('lease-lost', { what: `run ${runId}` });
  };

  const takePending = () => {
    clearTimeout(timer);
    timer = undefined;
    const progress = pending;
    pending = undefined;
    return progress;
  };

  const writeProgress = async () => {
    const progress = takePending();
    if (!progress) return;
    lastProgress = performance.now();
    await write('progress = $3', [progress]);
  };

  const onProgress = async (progress: Progress) => {
    pending = progress;
    const wait = lastProgress + progressEveryMs - performance.now();
    if (wait <= 0) return writeProgress();
    // The runner must not wait for the next slot: the timer writes, and what it met is thrown at the next event.
    timer ??= setTimeout(() => {
      writeProgress().catch((error: unknown) => {
        refused = error;
      });
    }, wait);
  };

  // FOR SHARE holds off a take-over until this sample is committed, or sees that it has happened.
  const onSample = async (sample: Sample) => {
    const { rowCount } = await pool.query(
      `WITH holder AS (SELECT id FROM run WHERE id = $1 AND lease = $2 AND status = 'running' FOR SHARE),
       written AS (
         INSERT INTO run_sample (run_id, round, attempt, slot, variant, status, sample)
         SELECT id, $3, $4, $5, $6, $7, $8 FROM holder
         ON CONFLICT (run_id, round, attempt, slot)
           DO UPDATE SET variant = excluded.variant, status = excluded.status, sample = excluded.sample
         RETURNING run_id)
       SELECT ${notifyRun('run_id')} FROM written`,
      [runId, lease, sample.round, sample.attempt, sample.slot, sample.variant, sample.status, sample],
    );
    if (!rowCount) throw new LabError('lease-lost', { what: `run ${runId}` });
  };

  // What rejectRound of @lab/bench does: an error stays one.
  const onRoundRejected = async (event: Extract<RunnerEvent, { type: 'round-rejected' }>) => {
    await pool.query(
      `WITH holder AS (SELECT id FROM run WHERE id = $1 AND lease = $2 AND status = 'running' FOR SHARE)
       UPDATE run_sample SET status = 'rejected',
         sample = sample || jsonb_build_object('status', 'rejected', 'rejectReason', $5::text)
       FROM holder WHERE run_id = holder.id AND round = $3 AND attempt = $4 AND status = 'ok'`,
      [runId, lease, event.round, event.attempt, event.reason],
    );
    await write('lease = lease', []);
  };

  const onFinished = async (result: BenchResult) => {
    const progress = takePending();
    const ending =
      result.status === 'finished'
        ? `, status = 'finished', finished_at = now(), lease_holder = NULL, lease_until = NULL`
        : '';
    const resultHeader = headerOf(result);
    // The runner has the last word on each sample: those of a round that was cut off are rejected at the end.
    await pool.query(
      `WITH holder AS (SELECT id FROM run WHERE id = $1 AND lease = $2 AND status = 'running' FOR SHARE)
       UPDATE run_sample SET status = s->>'status', sample = s
       FROM holder, jsonb_array_elements($3::jsonb) s
       WHERE run_id = holder.id AND round = (s->>'round')::int AND attempt = (s->>'attempt')::int
         AND slot = (s->>'slot')::int AND run_sample.status IS DISTINCT FROM s->>'status'`,
      [runId, lease, JSON.stringify(result.samples)],
    );
    await write(
      `header = $3, comparisons = $4, verdict = $5, headline = $6, progress = coalesce($7, progress)${ending}`,
      [
        resultHeader,
        JSON.stringify(result.comparisons),
        result.verdict,
        headlineOf(resultHeader, result.samples, result.comparisons),
        progress ?? null,
      ],
    );
  };

  return async (event) => {
    if (refused) throw refused;
    switch (event.type) {
      case 'progress':
        return onProgress(event.progress);
      case 'started':
        header = event.header;
        return write('header = $3, started_at = coalesce(started_at, now())', [event.header]);
      case 'sample':
        return onSample(event.sample);
      case 'round-rejected':
        return onRoundRejected(event);
      case 'round-finished':
        return write('comparisons = $3, verdict = $4, rounds_finished = $5, headline = $6', [
          JSON.stringify(event.comparisons),
          event.verdict,
          event.round + 1,
          header && headlineOf(header, await readSamples({ pool, runId }), event.comparisons),
        ]);
      case 'finished':
        return onFinished(event.result);
      case 'failed':
        await writeProgress();
    }
  };
};
