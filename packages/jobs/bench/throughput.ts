// Question: how many jobs a second go from the outbox through relay and queue to a worker, on either store, and how long one job takes
// from COMMIT to its processor when nothing else is under way?
// Phases, per store: (1) `--jobs` messages are committed, then a relay and a worker start: jobs/s until the last one is done;
// (2) `--pings` messages one after the other, each committed when the one before is done: latency from before COMMIT to the processor.
// Knobs: --jobs 2000  --pings 200  --concurrency 10  --batch 100. Embedded PostgreSQL; Redis when it is on PATH. Results: this terminal.
// Latencies are medians and 95th percentiles of the pings (200 are the fewest that carry a p95). One run, no verdict: compare with care.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPool } from '@lab/db';
import { migrate } from '@lab/db/migrate';
import { startPostgres, startRedis } from '@lab/services';
import { z } from 'zod';
import { defineJob } from '../src/contract.ts';
import { createQueueBackend, enqueue, startJobWorker, startRelay } from '../src/server/index.ts';

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '2000' },
    pings: { type: 'string', default: '200' },
    concurrency: { type: 'string', default: '10' },
    batch: { type: 'string', default: '100' },
  },
});
const positive = z.coerce.number().int().positive();
const { jobs, pings, concurrency, batch } = z
  .object({ jobs: positive, pings: positive.min(200), concurrency: positive, batch: positive })
  .parse(values);

const burst = defineJob({ name: 'bench.burst', payload: z.object({ n: z.number() }) });
const ping = defineJob({ name: 'bench.ping', payload: z.object({ n: z.number() }) });

const measure = async (databaseUrl: string, redisUrl?: string) => {
  await using pool = createPool({ connectionString: databaseUrl, applicationName: 'lab-bench-jobs', max: 6 });
  await using backend = await createQueueBackend({ databaseUrl, ...(redisUrl !== undefined && { redisUrl }) });
  await pool.query(
    `INSERT INTO outbox (job, payload) SELECT $1, jsonb_build_object('n', n) FROM generate_series(1, $2::int) n`,
    [burst.name, jobs],
  );
  const finished = Promise.withResolvers<void>();
  let done = 0;
  const from = performance.now();
  await using _relay = startRelay({ pool, backend, jobs: [burst, ping], batch });
  await using _worker = startJobWorker({
    job: burst,
    backend,
    concurrency,
    process: async () => {
      if (++done === jobs) finished.resolve();
    },
  });
  await finished.promise;
  const perSecond = jobs / ((performance.now() - from) / 1000);

  let arrived = () => {};
  await using _pings = startJobWorker({ job: ping, backend, process: async () => arrived() });
  const milliseconds: number[] = [];
  // The first ones also wait for the worker to connect.
  for (let n = -20; n < pings; n++) {
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const start = performance.now();
    await enqueue(pool, ping, { n });
    await arrival;
    if (n >= 0) milliseconds.push(performance.now() - start);
  }
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * sorted.length)] ?? 0).toFixed(1);
  return { store: backend.store, 'jobs/s': Math.round(perSecond), 'p50 (ms)': at(0.5), 'p95 (ms)': at(0.95) };
};

const folder = await mkdtemp(join(tmpdir(), 'lab-bench-jobs-'));
try {
  await using postgres = await startPostgres({ directory: join(folder, 'postgres') });
  await migrate({ connectionString: postgres.connectionString });
  const rows = [await measure(postgres.connectionString)];
  const redis = await startRedis({ directory: join(folder, 'redis') });
  if (redis) {
    await using server = redis;
    rows.push(await measure(postgres.connectionString, server.url));
  } else console.log('Redis is left out: no redis-server or valkey-server on PATH.');
  console.table(rows);
} finally {
  await rm(folder, { recursive: true, force: true });
}
