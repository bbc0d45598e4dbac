// Composition of the API process: environment in, resources opened, the front door listening, everything closed on a signal.
import { createAuth } from '@lab/auth/server';
import { createPool } from '@lab/db';
import { envOrGiveUp, listenOrGiveUp, onStopSignal } from '@lab/host';
import { createChangeFeed } from '@lab/runs/api';
import { pino } from 'pino';
import { createApi } from './create-api.ts';
import { readEnv } from './env.ts';
import { jobs, openExperiments } from './experiments.ts';
import { postgresCheck } from './http/postgres-check.ts';
import { createRestRoutes } from './rest/create-rest-routes.ts';
import { createAppRouter } from './router.ts';
import { secretFor } from './secret-for.ts';
import { describeDatabase } from './system/describe-database.ts';
import { openQueueStore } from './system/open-queue-store.ts';

const drainDeadlineMs = 8000;

const env = envOrGiveUp(readEnv);
const logger = pino({ level: env.LOG_LEVEL, name: 'api' });
const database = describeDatabase(env.DATABASE_URL);

const pool = createPool({ connectionString: env.DATABASE_URL, applicationName: 'lab-api' });
const queue = openQueueStore({
  pool,
  databaseUrl: env.DATABASE_URL,
  redisUrl: env.REDIS_URL,
  jobs,
  labRoot: env.LAB_ROOT,
  timeoutMs: 2000,
});
const changes = createChangeFeed({
  connectionString: env.DATABASE_URL,
  applicationName: 'lab-api-changes',
  onError: (error) => logger.warn({ err: error }, 'change notifications were interrupted'),
});

const auth = createAuth({
  pool,
  secret: env.AUTH_SECRET,
  publicUrl: env.PUBLIC_URL,
  mode: env.LAB_MODE,
  log: (level, message, details) => logger[level]({ details }, message),
});

const opened = await openExperiments({
  databaseUrl: env.DATABASE_URL,
  redisUrl: env.REDIS_URL,
  secretFor: secretFor(env.AUTH_SECRET),
  log: logger,
});

const app = await createApi({
  mode: env.LAB_MODE,
  publicUrl: env.PUBLIC_URL,
  dashboardUrl: env.DASHBOARD_URL,
  trustedProxies: env.TRUSTED_PROXIES,
  database,
  checks: [postgresCheck(pool), ...(queue.check ? [queue.check] : [])],
  router: createAppRouter({ auth, opened, pool, changes, queue, database, labRoot: env.LAB_ROOT }),
  rest: createRestRoutes({ auth, pool, opened }),
  rateLimit: { max: env.REST_RATE_LIMIT, windowSeconds: env.REST_RATE_WINDOW },
  pool,
  auth,
  logger,
});

onStopSignal(
  async () => {
    await app.drain(drainDeadlineMs);
    await changes.close();
    await queue[Symbol.asyncDispose]();
    await opened[Symbol.asyncDispose]();
    await pool.end();
  },
  { deadlineMs: drainDeadlineMs + 4000, log: logger },
);

await listenOrGiveUp(app, { host: env.HOST, port: env.PORT });
