import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { cancelRun, getRun } from '@lab/runs/store';
import { takeLock, writeState } from '@lab/services';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixtureContract } from '../../bench/test/fixture/contract.ts';

const host = fileURLToPath(new URL('./fixtures/bench-host.ts', import.meta.url));
const scope = new AsyncDisposableStack();
let labRoot: string;
let app: TestDatabase;

beforeAll(async () => {
  labRoot = await mkdtemp(join(tmpdir(), 'lab-report-'));
  scope.defer(() => rm(labRoot, { recursive: true, force: true }));
  app = scope.use(await testDatabase());
});
afterAll(() => scope.disposeAsync());

const read = ({ id }: { readonly id: string }) => getRun({ pool: app.pool, experiments: [fixtureContract], id });

const start = (...argv: string[]) => {
  const { BENCH_DATABASE_URL: _, CI: __, ...env } = process.env;
  const child = spawn(process.execPath, [host, labRoot, `test/${randomUUID()}`, 'fixture', '--report', ...argv], {
    env: { ...env, NO_COLOR: '1', DATABASE_URL: app.connectionString },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { exit, child, stdout: () => stdout };
};

const newest = async (seen: readonly string[]) => {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await delay(50)) {
    const { rows } = await app.pool.query<{ id: string }>('select id from run where id <> all($1)', [seen]);
    const id = rows[0]?.id;
    const run = id && (await read({ id }));
    if (run && run.status === 'running' && run.result && run.result.samples.length > 0) return run;
  }
  throw new Error('no run showed up');
};

const ids = async () => (await app.pool.query<{ id: string }>('select id from run')).rows.map(({ id }) => id);

it('stores the run while it is measured, and prints where it is', async () => {
  const { exit, stdout } = start('--rounds', '2', '--rows', '500');
  const live = await newest([]);
  expect(live).toMatchObject({ experiment: 'fixture', workload: 'create', reason: 'cli', rounds: 2 });
  expect(await exit).toBe(0);
  const stored = await read({ id: live.id });
  expect(stored).toMatchObject({ status: 'finished', error: null });
  expect(stored.result?.samples.filter(({ status }) => status === 'ok').length).toBe(9);
  expect(stdout()).toContain(`stored  http://localhost:3000/runs/${live.id}`);
});

it('is cancelled from the dashboard and keeps what is finished', async () => {
  const seen = await ids();
  const { exit } = start('--rounds', '3', '--rows', '300', '--sabotage', 'hang', '--sabotage-from', '2');
  const { id } = await newest(seen);
  await cancelRun({ pool: app.pool, id });
  expect(await exit).toBe(130);
  expect(await read({ id })).toMatchObject({ status: 'cancelled' });
});

it('attaches to the running lab of this checkout', async () => {
  const seen = await ids();
  const lock = takeLock(join(labRoot, '.lab', 'dev.lock'));
  if (!lock) throw new Error('the lock is taken');
  using _ = lock;
  await writeState(labRoot, {
    pid: process.pid,
    startedAt: new Date().toISOString(),
    mode: 'development',
    frontDoorUrl: 'http://localhost:3100',
    dashboardUrl: 'http://127.0.0.1:3101',
    proxyUrl: 'http://127.0.0.1:8100',
    databaseUrl: app.connectionString,
    pids: {},
  });
  const { exit, stdout } = start('--rounds', '1', '--rows', '300');
  const { id } = await newest(seen);
  expect(await exit).toBe(0);
  expect(stdout()).toContain(`stored  http://localhost:3100/runs/${id}`);
});

it('records a failure with its reason', async () => {
  const seen = await ids();
  const { exit } = start('--rounds', '1', '--rows', '300', '--sabotage', 'drop-row');
  const { id } = await newest(seen);
  expect(await exit).toBe(1);
  expect(await read({ id })).toMatchObject({ status: 'failed', error: /^Wrong result/ });
});
