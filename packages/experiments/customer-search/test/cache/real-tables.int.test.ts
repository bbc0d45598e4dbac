import { copyBinary, defineTable, nullable, stagingUpsert } from '@lab/bulk';
import { createPrisma } from '@lab/db';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { expect, test } from 'vitest';
import type { CacheMode } from '../../src/core/cache/cached-reader.ts';
import { versionSql } from '../../src/core/cache/version-sql.ts';
import { writeThenWait } from '../../src/core/cache/write-then-wait.ts';
import type { KeyedReader } from '../../src/core/customer-reader.ts';
import { listQuery } from './support/list-query.ts';
import { openProcess } from './support/open-process.ts';
import { openStoreHouse } from './support/store-house.ts';

const all = `SELECT coalesce(json_agg(to_jsonb(c) - 'document' ORDER BY c.id), '[]')::text AS results FROM optimized.customer AS c`;

/** Every customer of the real read table on one page. */
const everybody = ({ pool }: TestDatabase): KeyedReader => ({
  async list() {
    const { rows } = await pool.query<{ results: string }>(all);
    return { next: null, previous: null, results: rows[0]?.results ?? '' };
  },
  async listIds() {
    const { rows } = await pool.query<{ id: number }>('SELECT id::int FROM optimized.customer ORDER BY id');
    return { next: null, previous: null, ids: rows.map(({ id }) => id) };
  },
  async fetchByIds(ids) {
    const sql = `SELECT ${versionSql} AS version, (${all} WHERE c.id = ANY ($1)) AS results`;
    const { rows } = await pool.query<{ results: string; version: string }>(sql, [ids]);
    return { results: rows[0]?.results ?? '', version: rows[0]?.version };
  },
  get: async () => '',
});

const address = defineTable({
  schema: 'optimized',
  name: 'address',
  columns: { id: 'int8', street: 'text', street_number: 'text', city_code: 'text', city: nullable('text') },
  key: ['id'],
});
const user = defineTable({
  schema: 'optimized',
  name: 'app_user',
  columns: {
    id: 'int8',
    first_name: 'text',
    last_name: 'text',
    gender: 'text',
    customer_id: 'text',
    phone_number: 'text',
    address_id: nullable('int8'),
  },
  key: ['id'],
});
const addresses = [1, 2, 3].map((id) => ({ id, street: 'Way', street_number: '1', city_code: '1', city: 'Bonn' }));
const users = (name: string, ids: readonly number[]) =>
  ids.map((id) => ({
    id,
    first_name: name,
    last_name: 'Byron',
    gender: 'female',
    customer_id: `cus:${id}`,
    phone_number: '+49',
    address_id: 1,
  }));

type Write = readonly [string, (database: TestDatabase) => Promise<unknown>];

const sql = (text: string): Write => [text, ({ pool }) => pool.query(text)];

/** In order: each one builds on those before it. */
const writes: readonly Write[] = [
  ['COPY of addresses', ({ pool }) => copyBinary(pool, address, addresses)],
  ['COPY of users', ({ pool }) => copyBinary(pool, user, users('Ada', [1, 2, 3]))],
  ['an upsert of users by a staging table', ({ pool }) => stagingUpsert(pool, user, users('Eve', [3, 4]))],
  sql('INSERT INTO optimized.customer_relationship (app_user_id, points) SELECT id, 5 FROM optimized.app_user'),
  sql(`UPDATE optimized.address SET city = 'Köln' WHERE id = 1`),
  sql('UPDATE optimized.customer_relationship SET points = points + id'),
  sql(`DO $$ BEGIN UPDATE optimized.app_user SET gender = 'male' WHERE id = 1; END $$`),
  sql(`BEGIN; UPDATE optimized.app_user SET last_name = 'King' WHERE id = 1; SAVEPOINT before;
    UPDATE optimized.app_user SET last_name = 'Lost' WHERE id = 2; ROLLBACK TO before; COMMIT`),
  sql(`BEGIN; SAVEPOINT before; UPDATE optimized.app_user SET last_name = 'Lost' WHERE id = 1; ROLLBACK TO before;
    UPDATE optimized.app_user SET last_name = 'Found' WHERE id = 2; COMMIT`),
  [
    'an ORM, raw',
    async ({ connectionString }) => {
      await using prisma = createPrisma(connectionString);
      await prisma.$executeRawUnsafe(`UPDATE optimized.app_user SET first_name = 'Ora' WHERE id = 1`);
    },
  ],
  sql('DELETE FROM optimized.customer_relationship WHERE app_user_id = 1'),
  sql('DELETE FROM optimized.address WHERE id = 1'),
  sql('DELETE FROM optimized.app_user WHERE id = 4'),
  sql('TRUNCATE optimized.customer_relationship'),
  sql('TRUNCATE optimized.app_user CASCADE'),
];

const modes = ['ids', 'response'] as const satisfies readonly CacheMode[];

test.each(modes)('whoever writes to the tables of the experiment, the next read sees it (%s)', async (mode) => {
  await using database = await testDatabase();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  const reader = everybody(database);
  const stores = [await house.open(), await house.open()];
  const processes = stores.map((store) => openProcess({ pool, reader, mode, store }));
  const page = async (from: Pick<KeyedReader, 'list'>) => (await from.list(listQuery(), { queries: 0 })).results;
  let before = await page(reader);
  for (const [what, write] of writes) {
    for (const { cached } of processes) expect(await page(cached), `before ${what}`).toBe(before);
    await writeThenWait(() => write(database));
    const after = await page(reader);
    // Addresses alone are nobody's yet; every other write changes the page, or it would prove nothing.
    if (what !== 'COPY of addresses') expect(after, what).not.toBe(before);
    for (const { cached } of processes) expect(await page(cached), `after ${what}`).toBe(after);
    before = after;
  }
});

test('forty writers at once wait for none of the others’ versions, and each sees its own write', async () => {
  await using database = await testDatabase();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  const ids = Array.from({ length: 40 }, (_, index) => index + 1);
  const nobody = users('Ada', ids).map((row) => ({ ...row, address_id: null }));
  await copyBinary(pool, user, nobody);
  await using process = openProcess({ pool, reader: everybody(database), mode: 'response', store: await house.open() });
  await Promise.all(
    ids.map(async (id) => {
      const name = `written ${id}.`;
      await writeThenWait(() => pool.query('UPDATE optimized.app_user SET last_name = $1 WHERE id = $2', [name, id]));
      expect((await process.cached.list(listQuery(), { queries: 0 })).results).toContain(name);
    }),
  );
});
