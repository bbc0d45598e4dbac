import { readFile } from 'node:fs/promises';
import { testDatabase } from '@lab/db/testing';
import { expect, test } from 'vitest';
import { createTables, tablesSql } from '../src/core/tables/create-tables.ts';
import { catalogOf } from './support/catalog.ts';

test('the migration and the DDL of the experiment make the same tables, indexes, functions and triggers', async () => {
  await using migrated = await testDatabase();
  await using created = await testDatabase({ empty: true });
  const client = await created.pool.connect();
  await createTables(client);
  client.release();
  const catalog = await catalogOf(created.pool);
  expect(await catalogOf(migrated.pool)).toEqual(catalog);
  expect(catalog.triggers).toHaveLength(12);
  expect(catalog.indexes?.length).toBeGreaterThan(40);
});

test('tables are created once, however many ask for them at once', async () => {
  await using database = await testDatabase({ empty: true });
  await Promise.all(
    [1, 2, 3].map(async () => {
      const client = await database.pool.connect();
      await createTables(client).finally(() => client.release());
    }),
  );
  const catalog = await catalogOf(database.pool);
  const client = await database.pool.connect();
  await createTables(client);
  client.release();
  expect(await catalogOf(database.pool)).toEqual(catalog);
});

test('naive has primary, unique and foreign keys, and no other index', async () => {
  await using database = await testDatabase();
  const { rows } = await database.pool.query(`SELECT indexname FROM pg_indexes WHERE schemaname = 'naive' ORDER BY 1`);
  expect(rows.map(({ indexname }) => indexname)).toEqual([
    'address_pkey',
    'app_user_customer_id_key',
    'app_user_pkey',
    'customer_relationship_app_user_id_key',
    'customer_relationship_pkey',
  ]);
});

test('the migration is the DDL of the experiment, word for word', async () => {
  const file = '../../../db/prisma/migrations/20261121000400_customer_search/migration.sql';
  const migration = await readFile(new URL(file, import.meta.url), 'utf8');
  expect(migration.replace(/^--.*\n/, '')).toBe(`${tablesSql.trim()}\n`);
});
