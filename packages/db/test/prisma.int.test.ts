import { createPrisma } from '@lab/db';
import { testDatabase } from '@lab/db/testing';
import { expect, test } from 'vitest';

const sessions = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1`;

test('the client holds no more connections than it may, and none after its scope', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  {
    await using prisma = createPrisma(database.connectionString, { applicationName: 'lab-test-prisma', max: 3 });
    await Promise.all(Array.from({ length: 30 }, () => prisma.$queryRaw`SELECT 1 FROM pg_sleep(0.05)`));
    expect((await pool.query(sessions, ['lab-test-prisma'])).rowCount).toBe(3);
  }
  // The server notices a farewell a moment after the client has said it.
  await expect
    .poll(async () => (await pool.query(sessions, ['lab-test-prisma'])).rowCount, { timeout: 10_000 })
    .toBe(0);
});

test('a query that gets no connection in time fails instead of hanging', async () => {
  await using database = await testDatabase();
  await using prisma = createPrisma(database.connectionString, { max: 1, connectionTimeoutMs: 2000 });
  await prisma.$transaction(
    async (transaction) => {
      // The transaction has the only connection.
      await expect(prisma.run.count()).rejects.toThrow();
      expect(await transaction.run.count()).toBe(0);
    },
    { timeout: 30_000 },
  );
});

test('the client survives that the server ends its sessions', async () => {
  await using database = await testDatabase();
  await using prisma = createPrisma(database.connectionString, { applicationName: 'lab-test-cut' });
  await prisma.run.count();
  await database.pool.query(`SELECT pg_terminate_backend(pid) FROM (${sessions}) s`, ['lab-test-cut']);
  const again = async (): Promise<number> => {
    for (const deadline = performance.now() + 10_000; ; ) {
      try {
        return await prisma.run.count();
      } catch (error) {
        if (performance.now() > deadline) throw error;
      }
    }
  };
  expect(await again()).toBe(0);
});

test('a time is read as it was written, whatever the time zone of the server', async () => {
  await using database = await testDatabase();
  await database.pool.query(
    `ALTER DATABASE ${new URL(database.connectionString).pathname.slice(1)} SET timezone = 'Asia/Kathmandu'`,
  );
  await using prisma = createPrisma(database.connectionString);
  const seenAt = new Date('2026-11-21T06:00:00.123Z');
  await prisma.workerHeartbeat.create({ data: { id: 'w', host: 'h', pid: 1, seenAt } });
  expect((await prisma.workerHeartbeat.findUnique({ where: { id: 'w' } }))?.seenAt).toEqual(seenAt);
  const { rows } = await database.pool.query('SELECT seen_at FROM worker_heartbeat');
  expect(rows[0].seen_at).toEqual(seenAt);
});

test('a client can be pointed to another schema, in transactions too', async () => {
  await using database = await testDatabase();
  const { pool } = database;
  await pool.query(
    'CREATE SCHEMA "else""where"; CREATE TABLE "else""where".worker_heartbeat (LIKE public.worker_heartbeat INCLUDING ALL)',
  );
  await using prisma = createPrisma(database.connectionString, { schema: 'else"where' });
  await prisma.workerHeartbeat.create({ data: { id: '"public".', host: 'h', pid: 1 } });
  await prisma.$transaction(async (transaction) => {
    await transaction.workerHeartbeat.create({ data: { id: 'b', host: 'h', pid: 2 } });
    expect(await transaction.workerHeartbeat.count()).toBe(2);
  });
  expect((await pool.query('SELECT id FROM "else""where".worker_heartbeat ORDER BY pid')).rows).toEqual([
    { id: '"public".' },
    { id: 'b' },
  ]);
  expect((await pool.query('SELECT FROM public.worker_heartbeat')).rowCount).toBe(0);
});

test('the customers of both schemas are models of the one client', async () => {
  await using database = await testDatabase();
  await using prisma = createPrisma(database.connectionString);
  expect([await prisma.naiveAppUser.count(), await prisma.optimizedAppUser.count()]).toEqual([0, 0]);
  const address = { street: 'Road', streetNumber: '1', cityCode: '1', city: 'Town', country: 'Land' };
  await prisma.optimizedAppUser.create({
    data: {
      firstName: 'Ada',
      lastName: 'One',
      gender: 'female',
      customerId: 'cus:1',
      phoneNumber: '+4915112345678',
      address: { create: address },
      relationship: { create: { points: 5 } },
    },
  });
  const { rows } = await database.pool.query('SELECT first_name, city, points FROM optimized.customer');
  expect(rows).toEqual([{ first_name: 'Ada', city: 'Town', points: 5 }]);
});
