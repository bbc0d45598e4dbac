import type { ExperimentContract } from '@lab/bench';
import type { Pool } from 'pg';
import { checkPlan } from '../check-plan.ts';
import type { RunEstimate, StartRun } from '../contract.ts';

/** What a sample of a variant took in the run that tells most about the one asked for. */
interface Typical {
  readonly variant: string;
  /** Median seconds from a sample's start to the start of the next: preparing and verifying are in it. */
  readonly seconds: number;
  readonly id: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly alike: boolean;
  readonly rounds: number;
  readonly variants: readonly string[];
}

/** So many earlier runs are looked at. */
const recentRuns = 20;

const rowsOf = (params: Readonly<Record<string, unknown>>): number | undefined =>
  typeof params.rows === 'number' ? params.rows : undefined;

/** How much longer a sample takes than it took in the earlier run. Bulk work grows with its rows; a capped variant stops at its cap. */
const growth = (cap: number | undefined, now: number | undefined, then: number | undefined): number =>
  now && then ? Math.min(now, cap ?? now) / Math.min(then, cap ?? then) : 1;

/**
 * About how long a run will take, from recent finished runs of the same workload on this database: for each variant the median
 * time in the run that is most alike, times the rounds and the warm-up, scaled by `rows`. null for a variant that none of them had.
 * @throws LabError when the request does not fit the contract of its experiment.
 */
export const estimateRun = async (options: {
  readonly pool: Pool;
  readonly experiments: readonly ExperimentContract[];
  readonly request: StartRun;
}): Promise<RunEstimate> => {
  const plan = checkPlan(options.experiments, options.request);
  // Equal parameters (but for `rows`) come first; jsonb minus a key drops it.
  const { rows: typical } = await options.pool.query<Typical>(
    `WITH earlier AS (
       SELECT id, params, rounds, variants, finished_at, params - 'rows' = $3::jsonb - 'rows' AS alike, row_number() OVER (
         ORDER BY params - 'rows' = $3::jsonb - 'rows' DESC, params = $3::jsonb DESC, created_at DESC) AS place
       FROM run WHERE experiment = $1 AND workload = $2 AND status = 'finished'
       ORDER BY place LIMIT $5),
     timed AS (
       SELECT e.place, s.variant, extract(epoch FROM
          coalesce(lead((s.sample->>'startedAt')::timestamptz)
              OVER (PARTITION BY s.run_id ORDER BY s.sample->>'startedAt'), e.finished_at)
          - (s.sample->>'startedAt')::timestamptz)::float8 AS seconds
       FROM run_sample s JOIN earlier e ON e.id = s.run_id),
     medians AS (
       SELECT variant, place, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS seconds
       FROM timed WHERE variant = ANY($4) GROUP BY variant, place),
     nearest AS (SELECT DISTINCT ON (variant) variant, place, seconds FROM medians ORDER BY variant, place)
     SELECT n.variant, n.seconds, e.id, e.params, e.alike, e.rounds, e.variants FROM nearest n JOIN earlier e USING (place) ORDER BY place`,
    [plan.contract.slug, plan.workload.id, plan.params, plan.variants.map(({ id }) => id), recentRuns],
  );
  const [nearest] = typical;
  if (!nearest) return { seconds: null, basedOn: null };
  const now = rowsOf(plan.params);
  // Only a run that also had these variants and rounds is an equal one; its warm-up and pauses are then as long.
  const sameParameters = typical.every(
    ({ alike, params, rounds, variants }) =>
      alike &&
      rowsOf(params) === now &&
      rounds === plan.rounds &&
      variants.length === plan.variants.length &&
      plan.variants.every(({ id }) => variants.includes(id)),
  );
  const basedOn = { runId: nearest.id, sameParameters };
  let seconds = 0;
  for (const variant of plan.variants) {
    const known = typical.find((candidate) => candidate.variant === variant.id);
    if (!known) return { seconds: null, basedOn };
    seconds += known.seconds * growth(variant.rowsCap, now, rowsOf(known.params)) * (plan.rounds + 1);
  }
  return { seconds, basedOn };
};
