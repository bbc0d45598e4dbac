// Composition of the worker process: environment in, resources opened, jobs taken, everything given back on a signal.
import { checkServer, createPool } from '@lab/db';
import { isLabError } from '@lab/errors';
import { envOrGiveUp, giveUp, listenOrGiveUp, onStopSignal } from '@lab/host';
import { createQueueBackend } from '@lab/jobs/server';
import { pino } from 'pino';
import { createHealth } from './create-health.ts';
import { createWorker } from './create-worker.ts';
import { readEnv } from './env.ts';

/** `lab dev` and container runtimes wait about 30 s before they kill. */
const stopDeadlineMs = 25_000;

const env = envOrGiveUp(readEnv);
const logger = pino({ level: env.LOG_LEVEL, name: 'worker' });
const isOurMistake = (error: unknown) =>
  isLabError(error) && (error.code === 'database-right-missing' || error.code === 'database-too-old');
await checkServer(env.DATABASE_URL).catch((error: unknown) => giveUp(error, isOurMistake(error) ? 2 : 1));
const pool = createPool({
  connectionString: env.DATABASE_URL,
  applicationName: 'lab-worker',
  // Measuring takes few; an import takes four, two connections listen, the relay and the health checks one each.
  max: 14,
});
pool.on('error', (error) => logger.warn({ err: error }, 'a database connection was lost'));
const backend = await createQueueBackend({ databaseUrl: env.DATABASE_URL, redisUrl: env.REDIS_URL }).catch(
  (error: unknown) => giveUp(error, isOurMistake(error) ? 2 : 1),
);
const worker = createWorker({
  pool,
  backend,
  labRoot: env.LAB_ROOT,
  benchDatabaseUrl: env.BENCH_DATABASE_URL,
  lockName: env.MEASURING_LOCK,
  logger,
});
const health = createHealth(worker.checks);

onStopSignal(
  async () => {
    await worker.close(stopDeadlineMs);
    await health.close();
    await backend.close();
    await pool.end();
  },
  {
    deadlineMs: stopDeadlineMs + 3000,
    log: logger,
    failure: 'the stop failed; another worker takes over what is left',
  },
);

const address = await listenOrGiveUp(health, { host: env.HOST, port: env.PORT });
logger.info({ address, queue: backend.store, where: backend.where }, 'worker is ready');
