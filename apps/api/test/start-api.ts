import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuth, ensureAdministrator } from '@lab/auth/server';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { createChangeFeed } from '@lab/runs/api';
import { freePort } from '@lab/services';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createApi } from '../src/create-api.ts';
import { jobs, openExperiments } from '../src/experiments.ts';
import { postgresCheck } from '../src/http/postgres-check.ts';
import { createRestRoutes } from '../src/rest/create-rest-routes.ts';
import type { RateLimit } from '../src/rest/limit-rate.ts';
import { createAppRouter } from '../src/router.ts';
import { secretFor } from '../src/secret-for.ts';
import { openQueueStore } from '../src/system/open-queue-store.ts';

export interface RunningApi extends AsyncDisposable {
  readonly app: FastifyInstance;
  readonly url: string;
  readonly port: number;
  readonly database: TestDatabase;
  readonly dashboardPort: number;
  readonly administrator: { readonly email: string; readonly password: string };
  /** What was logged, one JSON object a line. */
  readonly log: () => string;
  /** Signs in as a page does; resolves with the Cookie header of the session. */
  signIn(): Promise<string>;
}

export interface StartApiOptions {
  readonly mode?: 'development' | 'production';
  /** Absent: nothing listens on the dashboard's port. */
  readonly dashboard?: RequestListener;
  /** Port of a dashboard that the test started itself. */
  readonly dashboardPort?: number;
  readonly host?: string;
  readonly redisUrl?: string;
  readonly trustedProxies?: readonly string[];
  /** Absent: more than any test asks. */
  readonly rateLimit?: RateLimit;
}

export const listenOn = async (server: Server, port = 0): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

export const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');

/** The front door as it runs, on a real port with a real database; only the dashboard behind it is the test's own server. */
export const startApi = async (options: StartApiOptions = {}): Promise<RunningApi> => {
  await using resources = new AsyncDisposableStack();
  const database = resources.use(await testDatabase());
  const administrator = await ensureAdministrator(database);
  if (!administrator) throw new Error('a fresh database already has an administrator');
  const mode = options.mode ?? 'development';
  const port = await freePort();
  const publicUrl = `http://localhost:${port}`;

  let dashboardPort = options.dashboardPort ?? (await freePort());
  if (options.dashboard) {
    const server = createServer(options.dashboard);
    dashboardPort = await listenOn(server);
    resources.defer(() => {
      server.closeAllConnections();
      server.close();
    });
  }

  const lines: string[] = [];
  const changes = resources.use(createChangeFeed({ connectionString: database.connectionString }));
  const queue = resources.use(
    openQueueStore({
      pool: database.pool,
      databaseUrl: database.connectionString,
      redisUrl: options.redisUrl,
      jobs,
      labRoot: undefined,
      timeoutMs: 2000,
    }),
  );
  const secret = 'a secret of thirty-two characters';
  const auth = createAuth({ pool: database.pool, secret, publicUrl, mode, log: () => {} });
  const opened = resources.use(
    await openExperiments({
      databaseUrl: database.connectionString,
      redisUrl: options.redisUrl,
      secretFor: secretFor(secret),
      log: { info: () => {}, warn: () => {} },
    }),
  );
  const app = await createApi({
    mode,
    publicUrl,
    dashboardUrl: `http://127.0.0.1:${dashboardPort}`,
    trustedProxies: options.trustedProxies ?? [],
    database: new URL(database.connectionString).host,
    checks: [postgresCheck(database.pool), ...(queue.check ? [queue.check] : [])],
    router: createAppRouter({
      auth,
      opened,
      pool: database.pool,
      changes,
      queue,
      database: 'the test database',
      labRoot: undefined,
    }),
    rest: createRestRoutes({ auth, pool: database.pool, opened }),
    rateLimit: options.rateLimit ?? { max: 10_000, windowSeconds: 60 },
    pool: database.pool,
    auth,
    logger: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
  });
  resources.defer(() => app.close());
  await app.listen({ host: options.host ?? '127.0.0.1', port });

  const signIn = async () => {
    const response = await fetch(`${publicUrl}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: publicUrl },
      body: JSON.stringify(administrator),
    });
    if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
    return cookieOf(response);
  };
  const owned = resources.move();
  return {
    app,
    url: publicUrl,
    port,
    database,
    dashboardPort,
    administrator,
    log: () => lines.join(''),
    signIn,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};
