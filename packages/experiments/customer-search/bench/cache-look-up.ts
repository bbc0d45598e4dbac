// Question: what does a look-up in the cache cost, part by part, and what would it have to save?
// Phases: each part is called in batches until `--seconds` have passed, after as many calls to warm up; µs a call are the median over the
// batches. Parts that only compute run one after the other; round trips are also awaited one after the other, so they are latencies.
// Knobs: --seconds 1 (a part)  --customers 20 (a page). Embedded PostgreSQL; Redis when it is on PATH. Results: this terminal. One run,
// no verdict: compare with care.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createPool } from '@lab/db';
import { startPostgres, startRedis } from '@lab/services';
import { z } from 'zod';
import { optimizedListSchema } from '../src/contract/list-query.ts';
import { askVersion } from '../src/core/cache/ask-version.ts';
import { createCachedReader } from '../src/core/cache/cached-reader.ts';
import { canonicalQuery } from '../src/core/cache/canonical-query.ts';
import { keysCodec } from '../src/core/cache/keys-codec.ts';
import { createMemoryStore } from '../src/core/cache/memory-store.ts';
import { pageCodec } from '../src/core/cache/page-codec.ts';
import { createRedisStore } from '../src/core/cache/redis-store.ts';
import { createVersionClock } from '../src/core/cache/version-clock.ts';
import type { KeyedReader } from '../src/core/customer-reader.ts';
import { cacheVersionSql } from '../src/core/tables/read-table.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '1' }, customers: { type: 'string', default: '20' } },
});
const { seconds, customers } = z
  .object({ seconds: z.coerce.number().positive(), customers: z.coerce.number().int().positive() })
  .parse(values);

const customer = (id: number) => ({
  id,
  first_name: 'Anthony',
  last_name: 'Heights',
  gender: 'male',
  customer_id: `cus:${String(id).padStart(32, '0')}`,
  phone_number: '+4915112345678',
  created: '2024-05-01T12:34:56.789Z',
  birthday: '1990-12-31',
  last_updated: '2024-05-01T12:34:56.789Z',
  address: { street: 'Hauptstraße', street_number: '12a', city_code: '53111', city: 'Bonn', country: 'Germany' },
  relationship: { points: 1200, last_activity: '2024-05-01T12:34:56.789Z' },
});
const ids = Array.from({ length: customers }, (_, index) => 1_000_000 + index);
const head = { next: 'x'.repeat(120), previous: null };
const page = { ...head, results: JSON.stringify(ids.map(customer)) };
const query = optimizedListSchema.parse({ first_name: 'Anthony', sort_by: 'city', min_points: '100' });
const batch = 100;

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;

const microseconds = async (work: () => unknown): Promise<number> => {
  const samples: number[] = [];
  for (const phase of ['warm-up', 'measured'])
    for (const end = performance.now() + seconds * 1_000; performance.now() < end; ) {
      const from = performance.now();
      for (let call = 0; call < batch; call += 1) await work();
      if (phase === 'measured') samples.push(((performance.now() - from) * 1_000) / batch);
    }
  return Number(median(samples.toSorted((a, b) => a - b)).toFixed(2));
};

const version = '28857600000000000.16384.5.1732212345.123456';
/** The cache must answer; what it stands before is asked once. */
const reader: KeyedReader = {
  list: async () => page,
  listIds: async () => ({ ...head, ids }),
  fetchByIds: async () => ({ results: page.results, version }),
  get: async () => JSON.stringify(customer(1)),
};
const clock = createVersionClock({ ask: async () => version, now: () => 0 });
const trace = { queries: 0 };
const entry = { value: pageCodec.encode(page), computeMs: 5, expiresAt: Date.now() + 3_600_000 };
const text = keysCodec.encode({ ...head, ids });

const folder = await mkdtemp(join(tmpdir(), 'lab-bench-cache-'));
try {
  await using memory = createMemoryStore();
  await memory.set('page', entry);
  await using response = createCachedReader({ mode: 'response', reader, clock, store: createMemoryStore() });
  await using keys = createCachedReader({ mode: 'ids', reader, clock, store: createMemoryStore() });
  const rows: Record<string, number> = {
    'an empty async call': await microseconds(async () => {}),
    'canonical query': await microseconds(() => canonicalQuery(query)),
    'version, leased': await microseconds(() => clock.current(trace)),
    'memory, get': await microseconds(() => memory.get('page')),
    'decode a page': await microseconds(() => pageCodec.decode(entry.value)),
    'decode keys': await microseconds(() => keysCodec.decode(text)),
    'cached-response, a hit in memory': await microseconds(() => response.list(query, trace)),
    'cached-ids, a hit in memory, without its rows': await microseconds(() => keys.list(query, trace)),
  };
  await using postgres = await startPostgres({ directory: join(folder, 'postgres') });
  await using pool = createPool({
    connectionString: postgres.connectionString,
    applicationName: 'lab-bench-cache',
    max: 1,
  });
  await pool.query(`CREATE SCHEMA optimized; ${cacheVersionSql}`);
  rows['round trip: SELECT 1'] = await microseconds(() => pool.query({ name: 'one', text: 'SELECT 1' }));
  rows['round trip: the version'] = await microseconds(() => askVersion(pool, trace));
  const redis = await startRedis({ directory: join(folder, 'redis') });
  if (redis) {
    await using server = redis;
    await using store = await createRedisStore({ url: server.url, log: console });
    await store.set('page', entry);
    rows['round trip: the page from Redis'] = await microseconds(() => store.get('page'));
    rows['round trip: the page into Redis'] = await microseconds(() => store.set('page', entry));
  } else console.log('Redis is left out: no redis-server or valkey-server on PATH.');
  console.log(`A page of ${customers} customers, ${entry.value.length} characters.`);
  console.table(Object.entries(rows).map(([part, µs]) => ({ part, µs })));
} finally {
  await rm(folder, { recursive: true, force: true });
}
