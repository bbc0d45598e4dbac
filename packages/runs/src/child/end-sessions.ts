import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

const patienceMs = 3000;

/** The lock that `openBenchDatabase` measures under. The session of a killed process gives it up at once, since it lies idle. */
const takeServerLock = async (client: Client): Promise<boolean> => {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(hashtext('lab-bench')) as taken`,
    );
    if (rows[0]?.taken) return true;
    if (performance.now() > deadline) return false;
    await delay(50);
  }
};

/**
 * Ends what a run may have left on an external server. A server that cannot be reached has no sessions to end. One on which
 * somebody measures is left alone: he has ended all that was left over when he began, and his may be the same run, continued.
 */
export const endSessions = async (databaseUrl: string, runId: string): Promise<void> => {
  const url = URL.parse(databaseUrl);
  if (!url) return;
  url.pathname = '/lab_bench';
  const client = new Client({ connectionString: url.href, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    if (!(await takeServerLock(client))) return;
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name like $1', [
      `lab-bench:${runId}%`,
    ]);
  } catch {
    // Unreachable: nothing to end. The next run on that server ends leftovers by name as well.
  } finally {
    await client.end().catch(() => {});
  }
};
