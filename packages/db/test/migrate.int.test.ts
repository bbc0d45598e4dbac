import { fork } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { expect, test } from 'vitest';
import { migrationsFolder } from '../src/migrate/folders.ts';
import { diff, migrate, reset } from '../src/migrate/index.ts';

const copyOfMigrations = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-migrations-'));
  await cp(fileURLToPath(migrationsFolder), folder, { recursive: true });
  const write = async (name: string, sql: string) => {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'migration.sql'), sql);
  };
  return {
    url: pathToFileURL(`${folder}/`),
    folder,
    write,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
};

const history = async ({ pool }: TestDatabase) =>
  (
    await pool.query<{ name: string; done: boolean; undone: boolean }>(
      `SELECT migration_name AS name, finished_at IS NOT NULL AS done, rolled_back_at IS NOT NULL AS undone
       FROM _prisma_migrations ORDER BY started_at`,
    )
  ).rows;

const exists = async ({ pool }: TestDatabase, table: string): Promise<boolean> =>
  (await pool.query('SELECT to_regclass($1) IS NOT NULL AS there', [table])).rows[0].there;

test('migrates an empty database, and a second call applies nothing', async () => {
  await using database = await testDatabase({ empty: true });
  const first = await migrate(database);
  expect(first.applied).toContain('20261121000000_runs');
  expect((await migrate(database)).applied).toEqual([]);
  expect(await history(database)).toEqual(first.applied.map((name) => ({ name, done: true, undone: false })));
});

test('the migrations create exactly what the schema says', async () => {
  await using database = await testDatabase({ empty: true });
  expect(await diff(database)).toBe('');
});

test('a schema that the migrations lack something of is answered with the SQL that is missing', async () => {
  await using database = await testDatabase({ empty: true });
  await using copy = await copyOfMigrations();
  // All of an area: the later ones change tables that the first one makes.
  const area = (await readdir(copy.folder)).filter((name) => name.includes('_bulk_writes'));
  for (const name of area) await rm(join(copy.folder, name), { recursive: true });
  const sql = await diff({ ...database, folder: copy.url });
  expect(sql).toContain('CREATE TABLE "bulk_writes_gene"');
  expect(sql).not.toContain('CREATE TABLE "run"');
});

test('comparing leaves no shadow database behind', async () => {
  await using database = await testDatabase({ empty: true });
  await using copy = await copyOfMigrations();
  await copy.write('20990101000000_broken', 'SELECT nonsense');
  await expect(diff({ ...database, folder: copy.url })).rejects.toThrow('nonsense');
  const { rows } = await database.pool.query(`SELECT datname FROM pg_database WHERE datname LIKE 'lab_shadow%'`);
  expect(rows).toEqual([]);
});

test('three processes that start together migrate one after the other', async () => {
  await using database = await testDatabase({ empty: true });
  const child = new URL('./children/migrate.ts', import.meta.url);
  const results = await Promise.all(
    [1, 2, 3].map(async () => {
      const process = fork(child, [database.connectionString], { execArgv: [] });
      const [applied] = await once(process, 'message');
      await once(process, 'exit');
      return applied;
    }),
  );
  expect(results.filter((applied) => applied > 0)).toHaveLength(1);
  expect((await history(database)).every(({ done }) => done)).toBe(true);
});

test('a migration that was edited after it had been applied is named', async () => {
  await using database = await testDatabase({ empty: true });
  await using copy = await copyOfMigrations();
  await migrate({ ...database, folder: copy.url });
  await appendFile(join(copy.folder, '20261121000000_runs/migration.sql'), '-- edited\n');
  await expect(migrate({ ...database, folder: copy.url })).rejects.toMatchObject({
    code: 'migration-edited',
    data: { migrations: ['20261121000000_runs'] },
  });
});

test('a migration that fails leaves nothing half done, says where it failed, and its mended version is applied', async () => {
  await using database = await testDatabase({ empty: true });
  await using copy = await copyOfMigrations();
  const name = '20990101000000_broken';
  await copy.write(name, 'CREATE TABLE half (id int);\nINSERT INTO half\nVALUES (1, nonsense);');
  await expect(migrate({ ...database, folder: copy.url })).rejects.toThrow(
    `Migration ${name} failed and left nothing behind: column "nonsense" does not exist, at line 3.`,
  );
  expect(await exists(database, 'half')).toBe(false);
  expect(await exists(database, 'run')).toBe(true);
  await copy.write(name, 'CREATE TABLE half (id int);');
  expect((await migrate({ ...database, folder: copy.url })).applied).toEqual([name]);
  expect((await history(database)).filter((entry) => entry.name === name)).toEqual([
    { name, done: false, undone: true },
    { name, done: true, undone: false },
  ]);
});

test('semicolons in strings and function bodies are no ends of statements', async () => {
  await using database = await testDatabase({ empty: true });
  await using copy = await copyOfMigrations();
  await copy.write(
    '20990101000000_function',
    `CREATE FUNCTION two() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 'a;b'; END $$; -- the end`,
  );
  await migrate({ ...database, folder: copy.url });
  expect((await database.pool.query('SELECT two()')).rows).toEqual([{ two: 'a;b' }]);
});

test('an index may be built concurrently, alone in its migration', async () => {
  await using database = await testDatabase({ empty: true });
  await using copy = await copyOfMigrations();
  await copy.write('20990101000000_index', 'CREATE INDEX CONCURRENTLY slow_idx ON run (status);');
  await migrate({ ...database, folder: copy.url });
  expect(await exists(database, 'slow_idx')).toBe(true);
});

test('migrator killed in the middle of a migration: the next one applies it', async () => {
  await using database = await testDatabase({ empty: true });
  await using copy = await copyOfMigrations();
  const name = '20990101000000_slow';
  await copy.write(name, 'CREATE TABLE slow (id int); SELECT pg_sleep(600);');
  const child = fork(new URL('./children/migrate.ts', import.meta.url), [database.connectionString, copy.url.href], {
    execArgv: [],
  });
  const asleep = async () =>
    (
      await database.pool.query(
        `SELECT FROM pg_stat_activity WHERE application_name = 'lab-migrate' AND query LIKE '%pg_sleep(600)%' AND state = 'active'`,
      )
    ).rowCount === 1;
  for (const deadline = performance.now() + 20_000; !(await asleep()); )
    if (performance.now() > deadline) throw new Error('The migration does not begin.');
  child.kill('SIGKILL');
  await once(child, 'exit');
  // The server would notice only when it answers.
  await database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'lab-migrate%' AND datname = current_database()`,
  );
  await copy.write(name, 'CREATE TABLE slow (id int);');
  expect((await migrate({ ...database, folder: copy.url })).applied).toEqual([name]);
  expect(await exists(database, 'slow')).toBe(true);
});

test('reset drops all data, also with the least rights, and migrates again', async () => {
  await using database = await testDatabase();
  await database.pool.query(`INSERT INTO worker_heartbeat (id, host, pid) VALUES ('w', 'h', 1)`);
  await database.pool.query('CREATE SCHEMA bullmq; CREATE TABLE bullmq.left_over ()');
  expect((await reset(database)).applied).toContain('20261121000000_runs');
  expect((await database.pool.query('SELECT FROM worker_heartbeat')).rowCount).toBe(0);
  expect(await exists(database, 'bullmq.left_over')).toBe(false);
});

test('a process that has migrated ends at once and prints nothing of its own', async () => {
  await using database = await testDatabase({ empty: true });
  const child = fork(new URL('./children/migrate.ts', import.meta.url), [database.connectionString], {
    execArgv: [],
    silent: true,
  });
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    printed += chunk;
  });
  const exit = once(child, 'exit');
  await once(child, 'message');
  // The engine's forgotten timer runs for 10 s; a fraction of it is the condition, not a measurement.
  const ended = await Promise.race([exit, new Promise((resolve) => setTimeout(() => resolve('still there'), 5000))]);
  child.kill();
  expect(ended).toEqual([0, null]);
  expect(printed).toBe('');
});
