// A worker process for tests: the same composition as apps/worker, with the fixture experiment. Forked by start-host.ts.
import { createPool } from '@lab/db';
import { createQueueBackend, startRelay } from '@lab/jobs/server';
import { z } from 'zod';
import { forkRun } from '../../src/child/index.ts';
import { executeRunJob } from '../../src/execute-run-job.ts';
import { startRunWorker } from '../../src/worker/start-run-worker.ts';

export const hostOptionsSchema = z.object({
  name: z.string(),
  roles: z.array(z.enum(['worker', 'relay'])),
  connectionString: z.string(),
  redisUrl: z.string().optional(),
  labRoot: z.string(),
  databaseUrl: z.string(),
  lockName: z.string(),
  leaseSeconds: z.number(),
  hostSilenceMs: z.number().optional(),
});
export type HostOptions = z.infer<typeof hostOptionsSchema>;

const options = hostOptionsSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const log = (level: string) => (data: object, message: string) =>
  console.error(
    level,
    options.name,
    message,
    JSON.stringify(data, (_, value) => (value instanceof Error ? value.message : value)),
  );
const logger = { info: log('info'), warn: log('warn'), error: log('error') };
const pool = createPool({ connectionString: options.connectionString, applicationName: `lab-test-${options.name}` });
const backend = await createQueueBackend({
  databaseUrl: options.connectionString,
  redisUrl: options.redisUrl,
});
const relay = options.roles.includes('relay')
  ? startRelay({ pool, backend, jobs: [executeRunJob], pollMs: 100, log: logger })
  : undefined;
const worker = options.roles.includes('worker')
  ? startRunWorker({
      pool,
      backend,
      holder: options.name,
      fork: (request, { onEvent, signal }) => forkRun(request, { ...options, onEvent, signal }),
      definitionUrl: (slug) => (slug === 'fixture' ? new URL('../fixture/bench.ts', import.meta.url).href : undefined),
      leaseSeconds: options.leaseSeconds,
      renewEveryMs: 200,
      reconcileEveryMs: 300,
      lostAfterSeconds: 5,
      log: logger,
    })
  : undefined;

process.once('SIGTERM', async () => {
  await Promise.all([worker?.close(), relay?.close()]);
  await backend.close();
  await pool.end();
  process.exit(0);
});
process.on('disconnect', () => process.exit(1));
process.send?.('ready');
