// Composition of the worker process: environment in, resources opened, jobs taken, everything given back on a signal.
import { checkServer, createPool } from '@lab/db';
import { isLabError } from '@lab/errors';
import { createQueueBackend } from '@lab/jobs/server';
import { pino } from 'pino';
import { createHealth } from './create-health.ts';
import { createWorker } from './create-worker.ts';
import { readEnv } from './env.ts';

/** `lab dev` and container runtimes wait about 30 s before they kill. */
const stopDeadlineMs = 25_000;

/** A start that fails says why in one sentence; 2 stands for a bad setting, 1 for a service that is away. */
const giveUp = (error: unknown, code: 1 | 2): never => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(code);
};

const readEnvOrExit = () => {
  try {
    return readEnv();
  } catch (error) {
    return giveUp(error, 2);
  }
};

const env = readEnvOrExit();
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

let stopping = false;
const stop = async (signal: string) => {
  if (stopping) process.exit(1); // The second signal means now.
  stopping = true;
  logger.info({ signal }, 'stopping');
  setTimeout(() => process.exit(1), stopDeadlineMs + 3000).unref();
  await worker.close(stopDeadlineMs);
  await health.close();
  await backend.close();
  await pool.end();
  process.exit(0);
};
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    stop(signal).catch((error: unknown) => {
      logger.error({ err: error }, 'the stop failed; another worker takes over what is left');
      process.exit(1);
    });
  });

try {
  const address = await health.listen({ host: env.HOST, port: env.PORT });
  logger.info({ address, queue: backend.store, where: backend.where }, 'worker is ready');
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  giveUp(taken ? new Error(`PORT ${env.PORT} on ${env.HOST} is taken; choose another.`) : error, taken ? 2 : 1);
}
