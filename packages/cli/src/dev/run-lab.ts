// The supervisor. It owns the order: lock, ports, database, queue, migrations, administrator, seed, apps, panel; and the
// end: apps first, then what they need. Nothing survives it: Ctrl-C ends every process group with a deadline, and after
// SIGKILL the parent death signals and the guard do.
import { join } from 'node:path';
import { LabError } from '@lab/errors';
import { acquireLock, clearState, keepSecret, readState, startGuard, writeState } from '@lab/services';
import { checkRedis } from './check-redis.ts';
import { checkSettings } from './check-settings.ts';
import { choosePorts } from './choose-ports.ts';
import { createReporter } from './create-reporter.ts';
import { type appNames, checkBuilt, describeApps, type Mode } from './describe-apps.ts';
import { firstPage } from './first-page.ts';
import { generateClient } from './generate-client.ts';
import { openDatabase } from './open-database.ts';
import { openQueue } from './open-queue.ts';
import { renderPanel } from './render-panel.ts';
import { seed } from './seed.ts';
import { readSettings } from './settings.ts';
import type { StopSignal } from './stop-signal.ts';
import { superviseApp } from './supervise-app.ts';
import type { SupervisedApp } from './supervised-app.ts';

export interface RunLabOptions {
  readonly mode: Mode;
  readonly verbose: boolean;
  /** Absent: all. */
  readonly only?: readonly string[] | undefined;
  readonly stopping: StopSignal;
}

/** Runs until a signal ends it. Throws one sentence when something stops the start; nothing is left running then. */
export const runLab = async ({ mode, verbose, only, stopping }: RunLabOptions): Promise<void> => {
  const began = performance.now();
  const settings = readSettings();
  if (mode === 'production' && (!only || only.includes('dashboard'))) checkBuilt();
  const root = settings.LAB_ROOT;
  const lab = join(root, '.lab');
  const lock = await acquireLock(join(lab, 'dev.lock'));
  if (!lock) {
    const running = await readState(root);
    throw new LabError('already-running', {
      pid: running?.pid ?? 'just starting',
      url: running?.frontDoorUrl ?? 'an address that it will print',
    });
  }
  const report = createReporter({ verbose, out: process.stdout });
  await using stack = new AsyncDisposableStack();
  stack.defer(() => lock.release());
  stack.defer(() => report.done());
  // the last one's; it may have been killed
  await clearState(root);
  // replaced once there is a state to record
  let recordSoon = () => {};
  const onRestart = () => recordSoon();
  using guard = startGuard({ onRestart });

  // before anything is started: a port that somebody asked for may be taken
  const ports = stack.use(await choosePorts(settings, stopping.signal));
  report.step('Preparing the database client');
  await generateClient();
  // before anything of ours is started
  if (settings.REDIS_URL) await checkRedis(settings.REDIS_URL);
  report.step('Opening the database');
  const database = stack.use(
    await openDatabase({ given: settings.DATABASE_URL, labRoot: root, choosePort: ports.another, report, onRestart }),
  );
  const queue = stack.use(
    await openQueue({ given: settings.REDIS_URL, labRoot: root, choosePort: ports.another, report, onRestart }),
  );
  stopping.throwIfAborted();

  report.step('Applying migrations');
  const [{ migrate }, { ensureAdministrator }] = await Promise.all([
    import('@lab/db/migrate'),
    import('@lab/auth/server'),
  ]);
  const { applied } = await migrate({ connectionString: database.url });
  const administrator = await ensureAdministrator({ connectionString: database.url });
  report.step('Adding demo data');
  await seed(database.url);
  stopping.throwIfAborted();

  const publicUrl = settings.PUBLIC_URL ?? `http://localhost:${ports.frontDoor}`;
  const specs = describeApps({
    mode,
    settings,
    ports,
    publicUrl,
    databaseUrl: database.url,
    redisUrl: queue.url,
    authSecret: settings.AUTH_SECRET ?? (await keepSecret(join(lab, 'secret'))),
  });
  const apps: SupervisedApp[] = [];
  const startedAt = new Date().toISOString();
  const proxyUrl = `http://localhost:${ports.proxy}`;
  const record = () =>
    writeState(root, {
      pid: process.pid,
      startedAt,
      mode,
      frontDoorUrl: publicUrl,
      dashboardUrl: `http://127.0.0.1:${ports.dashboard}`,
      proxyUrl,
      workerUrl: `http://127.0.0.1:${ports.worker}`,
      databaseUrl: database.url,
      ...(queue.url ? { redisUrl: queue.url } : {}),
      pids: Object.fromEntries(
        [
          ['guard', guard.pid] as const,
          ['postgres', database.pid()] as const,
          ['redis', queue.pid()] as const,
          ...apps.map((app) => [app.name, app.pid()] as const),
        ].flatMap(([name, pid]) => (pid ? [[name, pid]] : [])),
      ),
    });
  let recording = Promise.resolve();
  recordSoon = () => {
    recording = recording.then(record).catch((error: unknown) => report.trouble('state', String(error)));
  };
  stack.defer(async () => {
    await recording;
    await clearState(root);
  });
  stack.defer(async () => {
    report.step('Stopping');
    await Promise.all(apps.map((app) => app[Symbol.asyncDispose]()));
  });
  report.step('Starting the apps');
  const wanted = specs.filter(({ name }) => !only || only.includes(name));
  const start = async (name: (typeof appNames)[number]) => {
    const spec = wanted.find((one) => one.name === name);
    if (!spec) return undefined;
    const app = await superviseApp(spec, {
      logFile: join(lab, 'logs', `${name}.log`),
      guard,
      report,
      onPid: recordSoon,
    });
    apps.push(app);
    if (name !== 'api')
      app.ready.catch((error: unknown) => report.trouble(name, error instanceof Error ? error.message : String(error)));
    return app;
  };
  const api = await start('api');
  await start('worker');
  await start('proxy');
  recordSoon();
  await Promise.race([api?.ready, stopping.promise]);
  if (!stopping.aborted) {
    const notes = [...ports.moved, ...(database.moved ? [database.moved] : []), ...checkSettings(settings)];
    if (applied.length > 0) notes.push(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'}.`);
    report.say(
      renderPanel({
        url: publicUrl,
        proxyUrl: wanted.some(({ name }) => name === 'proxy') ? proxyUrl : undefined,
        mode,
        administrator,
        services: [
          { label: 'Database', using: database.using, why: database.why },
          { label: 'Queue', using: queue.using, why: queue.why },
          settings.BENCH_DATABASE_URL
            ? { label: 'Measuring', using: 'a database of its own', why: 'BENCH_DATABASE_URL is set' }
            : { label: 'Measuring', using: 'a private cluster in .lab/bench', why: 'BENCH_DATABASE_URL is not set' },
        ],
        notes,
        seconds: (performance.now() - began) / 1000,
        logs: join(lab, 'logs'),
      }),
    );
    // last: compiling pages takes both cores of a small machine
    const dashboard = await start('dashboard');
    const frontDoorUrl = `http://127.0.0.1:${ports.frontDoor}/`;
    if (dashboard) void firstPage({ app: dashboard, url: frontDoorUrl, report, stopping });
  }
  await stopping.promise;
};
