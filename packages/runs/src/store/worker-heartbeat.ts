import type { Pool } from 'pg';

export interface WorkerHeartbeat {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

export interface LivingWorker extends WorkerHeartbeat {
  readonly startedAt: Date;
  readonly seenAt: Date;
}

/** Says that a worker lives. Rows of workers that were killed are removed by those that live. */
export const beat = async (options: { readonly pool: Pool; readonly worker: WorkerHeartbeat }): Promise<void> => {
  const { id, host, pid } = options.worker;
  await options.pool.query(
    `WITH dead AS (DELETE FROM worker_heartbeat WHERE seen_at < now() - interval '1 day')
     INSERT INTO worker_heartbeat (id, host, pid) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET seen_at = now()`,
    [id, host, pid],
  );
};

export const endBeat = async (options: { readonly pool: Pool; readonly id: string }): Promise<void> => {
  await options.pool.query('DELETE FROM worker_heartbeat WHERE id = $1', [options.id]);
};

/** Workers that were seen lately; default within 15 s, three beats. The clock is the server's. */
export const livingWorkers = async (options: {
  readonly pool: Pool;
  readonly withinSeconds?: number;
}): Promise<readonly LivingWorker[]> => {
  const { rows } = await options.pool.query<LivingWorker>(
    `SELECT id, host, pid, started_at AS "startedAt", seen_at AS "seenAt" FROM worker_heartbeat
     WHERE seen_at > now() - make_interval(secs => $1) ORDER BY started_at`,
    [options.withinSeconds ?? 15],
  );
  return rows;
};
