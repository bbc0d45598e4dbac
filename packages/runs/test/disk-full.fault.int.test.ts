// What happens to a run when the disk of the server that is measured is full in the middle of a write.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchResultSchema } from '@lab/bench';
import { testDatabase } from '@lab/db/testing';
import { expect, it } from 'vitest';
import { forkRun } from '../src/child/index.ts';
import { getRun } from '../src/store/get-run.ts';
import { startRun } from '../src/store/start-run.ts';
import { executeRun } from '../src/worker/execute-run.ts';
import { fixture } from './fixture/contract.ts';
import { inspectMeasuring, untouched } from './support/measuring.ts';
import { smallDiskMissing, startSmallDiskServer } from './support/start-small-disk-server.ts';

it('disk full on a small tmpfs: the table is as before, the run says why, the next one works', {
  timeout: 90_000,
}, async ({ skip }) => {
  skip(smallDiskMissing !== undefined, smallDiskMissing);
  await using scope = new AsyncDisposableStack();
  const { pool } = scope.use(await testDatabase());
  const labRoot = await mkdtemp(join(tmpdir(), 'lab-disk-'));
  scope.defer(() => rm(labRoot, { recursive: true, force: true }));
  const { connectionString: databaseUrl } = scope.use(await startSmallDiskServer(labRoot));
  const measuring = inspectMeasuring(databaseUrl);
  const lockName = `lab-test-${randomBytes(6).toString('hex')}`;
  const run = async (rows: number) => {
    const { id } = await startRun({
      pool,
      experiments: [fixture],
      request: { experiment: 'fixture', workload: 'create', variants: ['all-at-once'], rounds: 1, params: { rows } },
      reason: 'page',
      createdBy: null,
    });
    await executeRun({
      pool,
      runId: id,
      holder: 'worker 1',
      fork: (request, options) => forkRun(request, { ...options, labRoot, databaseUrl, lockName }),
      definitionUrl: () => new URL('./fixture/bench.ts', import.meta.url).href,
      signal: new AbortController().signal,
      lastAttempt: true,
      enqueue: async () => undefined,
    });
    return getRun({ pool, experiments: [fixture], id });
  };
  const failed = await run(50_000);
  expect(failed.status).toBe('failed');
  expect(failed.error).toContain('No space left on device');
  expect(benchResultSchema.parse(failed.result).samples.map(({ status }) => status)).toContain('error');
  expect(await measuring.target()).toEqual(untouched);
  expect(await measuring.sessions()).toBe(0);
  const next = await run(100);
  expect([next.status, next.error]).toEqual(['finished', null]);
});
