import type { Pool } from 'pg';
import { reasonOf } from './reason-of.ts';
import type { ServiceState } from './system-state.ts';
import { within } from './within.ts';

interface Row {
  readonly alive: number;
  readonly names: string | null;
  readonly silentSeconds: number | null;
}

/** Workers renew their row every few seconds; one that has been silent for longer is stopped, stuck or gone. */
const silenceSeconds = 15;

/** Whether anybody takes work from the queue. */
export const probeWorker = async ({
  pool,
  timeoutMs,
}: {
  readonly pool: Pool;
  readonly timeoutMs: number;
}): Promise<ServiceState> => {
  const base = { id: 'worker', label: 'Worker', why: 'It executes runs and imports from the queue.' } as const;
  try {
    const { rows } = await within(
      timeoutMs,
      pool.query<Row>(
        `SELECT count(*) FILTER (WHERE alive)::int AS alive,
           string_agg('process ' || pid || ' on ' || host, ', ' ORDER BY started_at) FILTER (WHERE alive) AS names,
           extract(epoch FROM now() - max(seen_at))::int AS "silentSeconds"
         FROM (SELECT *, seen_at > now() - make_interval(secs => $1) AS alive FROM worker_heartbeat) workers`,
        [silenceSeconds],
      ),
    );
    const { alive = 0, names = null, silentSeconds = null } = rows[0] ?? {};
    if (alive > 0)
      return { ...base, using: alive === 1 ? '1 worker' : `${alive} workers`, status: 'ok', detail: names ?? '' };
    return {
      ...base,
      using: 'No worker',
      why: 'Runs and imports wait in the queue until one is back; nothing is lost.',
      status: 'down',
      detail: silentSeconds === null ? 'None is running.' : `The last sign of life was ${silentSeconds} s ago.`,
    };
  } catch (error) {
    const why = 'Its sign of life is a row in PostgreSQL.';
    return { ...base, using: 'Unknown', why, status: 'down', detail: reasonOf(error) };
  }
};
