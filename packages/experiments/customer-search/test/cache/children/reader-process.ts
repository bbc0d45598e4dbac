// One process of the API: reads pages through a cache of its own when it is asked to, and tells what it got.
import { createPool } from '@lab/db';
import { z } from 'zod';
import { openCachedReader } from '../../../src/core/cache/open-cached-reader.ts';
import { listQuery } from '../support/list-query.ts';
import { rowsOf } from '../support/rows-of.ts';
import { sqlReader } from '../support/sql-reader.ts';

const { databaseUrl, redisUrl, mode } = z
  .object({ databaseUrl: z.string(), redisUrl: z.string().optional(), mode: z.enum(['ids', 'response']) })
  .parse(JSON.parse(process.argv[2] ?? ''));
const pool = createPool({ connectionString: databaseUrl, applicationName: 'lab-cache-reader', max: 3 });
const log = { info() {}, warn() {} };
const cached = await openCachedReader({ mode, reader: sqlReader(pool), pool, log, ...(redisUrl && { redisUrl }) });

process.on('message', async (message) => {
  const { question, group } = z.object({ question: z.int(), group: z.string().optional() }).parse(message);
  const page = await cached.list(listQuery(group === undefined ? {} : { first_name: group }), { queries: 0 });
  process.send?.({ question, rows: rowsOf(page) });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
