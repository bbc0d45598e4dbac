// One process of the API: reads pages through a cache of its own when it is asked to, and tells what it got.
import { createPool } from '@lab/db';
import { z } from 'zod';
import { createMemoryStore } from '../../../src/core/cache/memory-store.ts';
import { createRedisStore } from '../../../src/core/cache/redis-store.ts';
import { createTieredStore } from '../../../src/core/cache/tiered-store.ts';
import { openProcess } from '../support/open-process.ts';
import { sqlReader } from '../support/sql-reader.ts';

const { databaseUrl, redisUrl, mode } = z
  .object({ databaseUrl: z.string(), redisUrl: z.string().optional(), mode: z.enum(['ids', 'response']) })
  .parse(JSON.parse(process.argv[2] ?? ''));
const pool = createPool({ connectionString: databaseUrl, applicationName: 'lab-cache-reader', max: 3 });
const memory = createMemoryStore();
const log = { info() {}, warn() {} };
const store =
  redisUrl === undefined ? memory : createTieredStore(memory, await createRedisStore({ url: redisUrl, log }));
const reader = openProcess({ pool, reader: sqlReader(pool), mode, store });

process.on('message', async (message) => {
  const { question, group } = z.object({ question: z.int(), group: z.string().optional() }).parse(message);
  process.send?.({ question, rows: await reader.rows(group) });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
