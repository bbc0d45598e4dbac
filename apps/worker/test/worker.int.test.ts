import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchResultSchema } from '@lab/bench';
import { bulkWrites } from '@lab/bulk-writes';
import { testDatabase } from '@lab/db/testing';
import { getRun, startRun } from '@lab/runs/store';
import { livingWorkers } from '@lab/runs/worker';
import { freePort } from '@lab/services';
import { describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** The real process with exactly this environment. */
const startWorker = (environment: Readonly<Record<string, string>>) => {
  const child: ChildProcess = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal);
  return {
    child,
    ended,
    output: () => output,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
};

const ready = async (port: number): Promise<number> => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).status;
  } catch {
    return 0;
  }
};

describe('the worker process', () => {
  it('is ready, is seen, and stops in order on SIGTERM', async () => {
    await using database = await testDatabase();
    const labRoot = await mkdtemp(join(tmpdir(), 'lab-worker-'));
    const port = await freePort(0);
    await using worker = startWorker({
      DATABASE_URL: database.connectionString,
      LAB_ROOT: labRoot,
      PORT: String(port),
    });
    await expect.poll(() => ready(port), { timeout: 30_000 }).toBe(200);
    expect(await livingWorkers({ pool: database.pool })).toMatchObject([{ pid: worker.child.pid }]);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(await livingWorkers({ pool: database.pool })).toEqual([]);
    const { rows } = await database.pool.query(
      `SELECT application_name FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND application_name LIKE ANY (ARRAY['lab-worker%', 'lab-queue%'])`,
    );
    expect(rows).toEqual([]);
    await rm(labRoot, { recursive: true, force: true });
  });

  it('measures the real experiment and stores a whole result', { timeout: 120_000 }, async () => {
    await using database = await testDatabase();
    const labRoot = await mkdtemp(join(tmpdir(), 'lab-worker-'));
    const { pool } = database;
    const { id } = await startRun({
      pool,
      experiments: [bulkWrites],
      request: {
        experiment: 'bulk-writes',
        workload: 'create',
        variants: ['prisma-create-many', 'copy-text'],
        rounds: 1,
        params: { rows: 500 },
      },
      reason: 'page',
      createdBy: null,
    });
    await using worker = startWorker({
      DATABASE_URL: database.connectionString,
      LAB_ROOT: labRoot,
      PORT: String(await freePort(0)),
      MEASURING_LOCK: labRoot,
    });
    const view = () => getRun({ pool, experiments: [bulkWrites], id });
    const ended = async () => ['finished', 'failed'].includes((await view()).status);
    await expect.poll(ended, { timeout: 90_000 }).toBe(true);
    const { status: end, error, result } = await view();
    expect([end, error]).toEqual(['finished', null]);
    expect(
      benchResultSchema.parse(result).samples.map(({ status, correctness }) => [status, correctness?.rows]),
    ).toEqual(Array.from({ length: 4 }, () => ['ok', 500]));
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    await rm(labRoot, { recursive: true, force: true });
  });

  it('says in one sentence that a setting is wrong, and exits with 2', async () => {
    await using worker = startWorker({ DATABASE_URL: 'mysql://x', LAB_ROOT: '/' });
    expect(await worker.ended).toBe(2);
    expect(worker.output()).toBe('DATABASE_URL must be a URL that begins with postgresql:// or postgres://.\n');
  });

  it('says in one sentence that the database is away, and exits with 1', async () => {
    const port = await freePort(0);
    await using worker = startWorker({ DATABASE_URL: `postgresql://lab@127.0.0.1:${port}/lab`, LAB_ROOT: '/' });
    expect(await worker.ended).toBe(1);
    expect(worker.output()).toMatch(
      /^PostgreSQL at 127\.0\.0\.1:\d+\/lab cannot be reached \(.*\); check DATABASE_URL or start the server\.\n$/,
    );
  });
});
