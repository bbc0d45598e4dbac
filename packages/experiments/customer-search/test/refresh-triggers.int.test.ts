import { createPool } from '@lab/db';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { readCacheVersion } from '../src/core/data/load-state.ts';
import { expectReadTable } from './support/read-table.ts';

const word = fc.constantFrom('Anthony', 'Zoë', 'müller straße', "O'Hara", 'x', '', 'Å', '100%_\\', 'naïve 12', '東京');
const id = fc.integer({ min: 1, max: 8 });
const few = fc.uniqueArray(id, { minLength: 1, maxLength: 4 });
const moment = fc.constantFrom('2020-01-01 00:00:00.000001+00', '2024-02-29 23:59:59.999999+00');
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

interface Write {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const write = <T>(arbitrary: fc.Arbitrary<T>, to: (value: T) => Write): fc.Arbitrary<Write> => arbitrary.map(to);

/** Statements as people, programs and ORMs send them; some fail on a key, and then must leave nothing. */
const writes: fc.Arbitrary<Write> = fc.oneof(
  write(fc.tuple(few, word, optional(word)), ([ids, street, city]) => ({
    sql: `INSERT INTO optimized.address (id, street, street_number, city_code, city)
          SELECT id, $2, id, $2, $3 FROM unnest($1::bigint[]) AS id ON CONFLICT (id) DO UPDATE SET street = excluded.street`,
    values: [ids, street, city],
  })),
  write(fc.tuple(few, word, optional(moment), optional(id)), ([ids, name, day, address]) => ({
    sql: `INSERT INTO optimized.app_user (id, first_name, last_name, gender, customer_id, phone_number, birthday, address_id)
          SELECT id, $2, $2, 'female', 'cus:' || id, '+49' || id, ($3::timestamptz)::date, (SELECT a.id FROM optimized.address a WHERE a.id = $4)
            FROM unnest($1::bigint[]) AS id ON CONFLICT DO NOTHING`,
    values: [ids, name, day, address],
  })),
  write(fc.tuple(few, optional(fc.nat(99)), optional(moment)), ([ids, points, active]) => ({
    sql: `INSERT INTO optimized.customer_relationship (app_user_id, points, last_activity)
          SELECT u.id, $2, $3 FROM optimized.app_user u WHERE u.id = ANY ($1)
          ON CONFLICT (app_user_id) DO UPDATE SET points = excluded.points`,
    values: [ids, points, active],
  })),
  write(fc.tuple(few, word, moment), ([ids, name, at]) => ({
    sql: 'UPDATE optimized.app_user SET last_name = $2, last_updated = $3 WHERE id = ANY ($1)',
    values: [ids, name, at],
  })),
  write(fc.tuple(few, optional(id)), ([ids, address]) => ({
    sql: 'UPDATE optimized.app_user SET address_id = (SELECT a.id FROM optimized.address a WHERE a.id = $2) WHERE id = ANY ($1)',
    values: [ids, address],
  })),
  write(fc.tuple(few, word), ([ids, city]) => ({
    sql: 'UPDATE optimized.address SET city = $2, country = $2 WHERE id = ANY ($1)',
    values: [ids, city],
  })),
  // Keys move, and what refers to them with them.
  write(fc.tuple(id, id), ([from, to]) => ({
    sql: 'UPDATE optimized.app_user SET id = $2 WHERE id = $1 AND NOT EXISTS (SELECT FROM optimized.app_user WHERE id = $2)',
    values: [from, to],
  })),
  write(fc.tuple(id, id), ([from, to]) => ({
    sql: 'UPDATE optimized.address SET id = $2 WHERE id = $1 AND NOT EXISTS (SELECT FROM optimized.address WHERE id = $2)',
    values: [from, to],
  })),
  write(fc.tuple(id, id), ([from, to]) => ({
    sql: `UPDATE optimized.customer_relationship r SET app_user_id = $2 WHERE app_user_id = $1
             AND EXISTS (SELECT FROM optimized.app_user WHERE id = $2)
             AND NOT EXISTS (SELECT FROM optimized.customer_relationship WHERE app_user_id = $2)`,
    values: [from, to],
  })),
  write(few, (ids) => ({ sql: 'DELETE FROM optimized.app_user WHERE id = ANY ($1)', values: [ids] })),
  write(few, (ids) => ({ sql: 'DELETE FROM optimized.address WHERE id = ANY ($1)', values: [ids] })),
  write(few, (ids) => ({
    sql: 'DELETE FROM optimized.customer_relationship WHERE app_user_id = ANY ($1)',
    values: [ids],
  })),
  fc.constant({ sql: 'TRUNCATE optimized.customer_relationship', values: [] }),
  fc.constant({ sql: 'TRUNCATE optimized.app_user CASCADE', values: [] }),
  fc.constant({ sql: 'TRUNCATE optimized.address CASCADE', values: [] }),
);

/** One transaction; a part in a savepoint may be undone. */
const transactions = fc.record({
  before: fc.array(writes, { minLength: 1, maxLength: 3 }),
  inside: fc.array(writes, { maxLength: 2 }),
  undo: fc.boolean(),
  commit: fc.boolean(),
});

const run = async (client: PoolClient, list: readonly Write[]) => {
  for (const { sql, values } of list) await client.query(sql, [...values]);
};

const lendClient = async ({ pool }: TestDatabase): Promise<PoolClient & Disposable> => {
  const client = await pool.connect();
  return Object.assign(client, { [Symbol.dispose]: () => client.release() });
};

test('after any writes the read table is what a full rebuild would make, and the version has changed', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  using client = await lendClient(database);
  await fc.assert(
    fc.asyncProperty(fc.array(transactions, { minLength: 1, maxLength: 6 }), async (list) => {
      await pool.query('TRUNCATE optimized.app_user, optimized.address, optimized.customer_relationship');
      await expectReadTable(pool);
      for (const { before, inside, undo, commit } of list) {
        const version = await readCacheVersion(pool);
        const rows = async () => (await pool.query('SELECT * FROM optimized.customer ORDER BY id')).rows;
        const old = await rows();
        await client.query('BEGIN');
        await run(client, before);
        await client.query('SAVEPOINT s');
        await run(client, inside);
        if (undo) await client.query('ROLLBACK TO SAVEPOINT s');
        await client.query(commit ? 'COMMIT' : 'ROLLBACK');
        await expectReadTable(pool);
        const now = await readCacheVersion(pool);
        if (!commit) expect(now).toBe(version);
        if (JSON.stringify(await rows()) !== JSON.stringify(old)) expect(BigInt(now)).toBeGreaterThan(BigInt(version));
      }
    }),
    { numRuns: 60 },
  );
}, 180_000);

const person = `INSERT INTO optimized.app_user (id, first_name, last_name, gender, customer_id, phone_number, address_id)
                VALUES ($1::bigint, 'Ada', 'One', 'female', 'cus:' || $1::bigint, '+4915100000000', $2)`;
const home = `INSERT INTO optimized.address (id, street, street_number, city_code, city) VALUES ($1, 'Old Road', '1', '1', 'Old Town')`;

const waiting = async ({ pool }: TestDatabase, pid: number): Promise<void> => {
  const blocked = async () =>
    (await pool.query('SELECT cardinality(pg_blocking_pids($1)) > 0 AS blocked', [pid])).rows[0].blocked;
  for (const deadline = performance.now() + 20_000; !(await blocked()); )
    if (performance.now() > deadline) throw new Error('The second writer does not wait.');
};

const pidOf = async (client: PoolClient): Promise<number> =>
  (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;

/** Two transactions: the first one writes, the second one comes into its way and waits, the first one commits. */
const race = async (first: readonly Write[], second: Write): Promise<void> => {
  await using database = await testDatabase();
  const { pool } = database;
  await pool.query(home, [1]);
  await pool.query(home, [2]);
  await pool.query(person, [1, 1]);
  using one = await lendClient(database);
  using other = await lendClient(database);
  const pid = await pidOf(other);
  await one.query('BEGIN');
  await run(one, first);
  const done = run(other, [second]);
  await Promise.race([waiting(database, pid), done]);
  await one.query('COMMIT');
  await done;
  await expectReadTable(pool);
};

const rename = { sql: `UPDATE optimized.app_user SET first_name = 'Grace' WHERE id = 1`, values: [] };
const redecorate = (address: number) => ({
  sql: `UPDATE optimized.address SET street = 'New Road' WHERE id = $1`,
  values: [address],
});
const move = { sql: 'UPDATE optimized.app_user SET address_id = 2 WHERE id = 1', values: [] };
const arrive = { sql: person, values: [7, 2] };
const join = { sql: 'INSERT INTO optimized.customer_relationship (app_user_id, points) VALUES (1, 5)', values: [] };

test.each<[string, Write, Write]>([
  ['a name and the address', rename, redecorate(1)],
  ['the address and a name', redecorate(1), rename],
  ['moving there and a change of the address', move, redecorate(2)],
  ['a change of the address and moving there', redecorate(2), move],
  ['a new customer and a change of the address', arrive, redecorate(2)],
  ['a change of the address and a new customer', redecorate(2), arrive],
  ['a first relationship and a name', join, rename],
  ['a name and a first relationship', rename, join],
])('two writers of the same customer at once, neither makes the other one’s change old: %s', (_, first, second) =>
  race([first], second),
);

test('writers of different customers wait neither for each other nor for a shard of the version', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  // Their words are known: who brings the same new word as somebody else does wait for the other's commit.
  await pool.query(person, [1000, null]);
  const version = BigInt(await readCacheVersion(pool));
  const writers = 40;
  await using crowd = createPool({
    connectionString: database.connectionString,
    applicationName: 'lab-test',
    max: writers,
  });
  const clients = await Promise.all(Array.from({ length: writers }, () => crowd.connect()));
  // All transactions stay open until the last one has written: whoever waited would wait for ever.
  for (const [place, client] of clients.entries()) {
    await client.query('BEGIN');
    await client.query(person, [place + 1, null]);
  }
  for (const client of clients) {
    await client.query('COMMIT');
    client.release();
  }
  expect(BigInt(await readCacheVersion(pool)) - version).toBe(BigInt(writers));
});

test('a transaction of a thousand statements changes the version once', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  for (let id = 1; id <= 20; id++) await pool.query(person, [id, null]);
  const version = BigInt(await readCacheVersion(pool));
  await pool.query(`DO $$ BEGIN
    FOR i IN 1..1000 LOOP UPDATE optimized.app_user SET first_name = 'Ada' || i % 7 WHERE id = 1 + i % 20; END LOOP;
  END $$`);
  expect(BigInt(await readCacheVersion(pool)) - version).toBe(1n);
  await expectReadTable(pool);
});
