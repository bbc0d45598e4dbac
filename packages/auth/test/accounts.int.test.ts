import { createAuth, ensureAdministrator, findUser, resetAdministratorPassword } from '@lab/auth/server';
import { testDatabase } from '@lab/db/testing';
import { isLabError } from '@lab/errors';
import { getMigrations } from 'better-auth/db/migration';
import type { Pool } from 'pg';
import { describe, expect, test } from 'vitest';
import { countAttempt } from '../src/server/count-attempt.ts';
import { insertUser } from '../src/server/insert-user.ts';
import { listUsers } from '../src/server/list-users.ts';

const authOn = (pool: Pool) =>
  createAuth({
    pool,
    secret: 'a secret of thirty-two characters',
    publicUrl: 'http://localhost:3000',
    mode: 'production',
    log: () => {},
  });

/** Signs in as a page would, inside the process; resolves with the cookies of the session. */
const signIn = async (auth: ReturnType<typeof authOn>, body: { email: string; password: string }) => {
  const response = await auth.api.signInEmail({ body, asResponse: true });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { status: response.status, cookie };
};

test('better-auth finds every table, column and index that it wants', async () => {
  await using database = await testDatabase();
  const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems } = await getMigrations(
    authOn(database.pool).options,
  );
  expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems }).toEqual({
    toBeCreated: [],
    toBeAdded: [],
    toBeAddedIndexes: [],
    schemaProblems: [],
  });
});

describe('the first administrator', () => {
  test('is made once, with a long random password that signs in', async () => {
    await using database = await testDatabase();
    const first = await ensureAdministrator(database);
    expect(first?.password.length).toBeGreaterThanOrEqual(20);
    expect(await ensureAdministrator(database)).toBeUndefined();

    const auth = authOn(database.pool);
    const session = await signIn(auth, { email: first?.email ?? '', password: first?.password ?? '' });
    expect(session.status).toBe(200);
    expect(await findUser({ auth, pool: database.pool }, { cookie: session.cookie })).toMatchObject({
      email: first?.email,
      role: 'admin',
    });
  });

  test('is one administrator when many processes start at the same moment', async () => {
    await using database = await testDatabase();
    const made = await Promise.all(Array.from({ length: 8 }, () => ensureAdministrator(database)));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await listUsers(database.pool)).toHaveLength(1);
  });

  test('has a password that is nowhere in the database, and another one in every installation', async () => {
    await using one = await testDatabase();
    await using other = await testDatabase();
    const [first, second] = [await ensureAdministrator(one), await ensureAdministrator(other)];
    expect(first?.password).not.toBe(second?.password);
    for (const table of ['auth_user', 'auth_account', 'auth_session', 'auth_verification', 'auth_rate_limit']) {
      const { rows } = await one.pool.query<{ text: string }>(`SELECT t::text AS text FROM ${table} t`);
      expect(rows.map(({ text }) => text).join()).not.toContain(first?.password);
    }
  });

  test('gets a new password when the old one is lost: sessions end, the old one is refused, a ban is lifted', async () => {
    await using database = await testDatabase();
    const auth = authOn(database.pool);
    const old = await ensureAdministrator(database);
    if (!old) throw new Error('no administrator was made');
    const before = await signIn(auth, old);
    await database.pool.query('UPDATE auth_user SET banned = true');

    const renewed = await resetAdministratorPassword(database);
    expect(renewed.email).toBe(old.email);
    expect(renewed.password).not.toBe(old.password);
    expect(await findUser({ auth, pool: database.pool }, { cookie: before.cookie })).toBeNull();
    expect((await signIn(auth, old)).status).toBe(401);
    expect((await signIn(auth, renewed)).status).toBe(200);
  });

  test('is created by a reset where there is none', async () => {
    await using database = await testDatabase();
    const { email, password } = await resetAdministratorPassword(database);
    expect((await signIn(authOn(database.pool), { email, password })).status).toBe(200);
  });
});

describe('accounts', () => {
  test('an address can only be taken once, whatever its case', async () => {
    await using database = await testDatabase();
    await insertUser(database.pool, { email: 'ada@example.org', name: 'Ada', role: 'user' });
    const again = insertUser(database.pool, { email: 'ADA@example.org', name: 'Ada', role: 'admin' });
    await expect(again).rejects.toThrow('There already is an account for ADA@example.org.');
    expect(await listUsers(database.pool)).toMatchObject([
      { email: 'ada@example.org', role: 'user', lastSeenAt: null },
    ]);
  });

  test('nobody signs up by himself', async () => {
    await using database = await testDatabase();
    const body = { email: 'mallory@example.org', password: 'long enough to pass', name: 'Mallory' };
    const response = await authOn(database.pool).api.signUpEmail({ body, asResponse: true });
    expect(response.status).toBe(400);
    expect(await listUsers(database.pool)).toEqual([]);
  });

  test('a banned account is nobody, though its session row is still there', async () => {
    await using database = await testDatabase();
    const auth = authOn(database.pool);
    const user = await insertUser(database.pool, { email: 'ada@example.org', name: 'Ada', role: 'user' });
    const { cookie } = await signIn(auth, user);
    expect(await findUser({ auth, pool: database.pool }, { cookie })).toMatchObject({ id: user.id, role: 'user' });
    await database.pool.query('UPDATE auth_user SET banned = true');
    expect(await findUser({ auth, pool: database.pool }, { cookie })).toBeNull();
  });

  test('a forged or foreign cookie is nobody', async () => {
    await using database = await testDatabase();
    const auth = authOn(database.pool);
    const { cookie } = await signIn(
      auth,
      await insertUser(database.pool, { email: 'a@b.org', name: 'A', role: 'user' }),
    );
    expect(await findUser({ auth, pool: database.pool }, { cookie: cookie.replace(/\.[^.]+$/, '.forged') })).toBeNull();
    expect(await findUser({ auth, pool: database.pool }, { cookie: 'theme=dark' })).toBeNull();
    expect(await findUser({ auth, pool: database.pool }, {})).toBeNull();
  });
});

test('twelve spaces are no new password', async () => {
  await using database = await testDatabase();
  const auth = authOn(database.pool);
  const user = await insertUser(database.pool, { email: 'ada@example.org', name: 'Ada', role: 'user' });
  const { cookie } = await signIn(auth, user);
  const change = (newPassword: string) =>
    auth.api.changePassword({
      body: { currentPassword: user.password, newPassword },
      headers: new Headers({ cookie }),
      asResponse: true,
    });
  await expect(change(' '.repeat(12))).rejects.toMatchObject({ code: 'bad-input' });
  expect((await signIn(auth, user)).status).toBe(200);
  expect((await change('four plain short words')).status).toBe(200);
});

describe('attempts to sign in', () => {
  test('are limited by account for calls inside the process too', async () => {
    await using database = await testDatabase();
    const auth = authOn(database.pool);
    const user = await insertUser(database.pool, { email: 'ada@example.org', name: 'Ada', role: 'user' });
    for (let attempt = 0; attempt < 10; attempt++)
      expect((await signIn(auth, { email: user.email, password: `guess ${attempt}` })).status).toBe(401);
    const refused = await signIn(auth, user).catch((error: unknown) => error);
    expect(isLabError(refused) && refused.code).toBe('too-many-requests');
  });

  test('that succeed are no guesses: somebody may sign in as often as he likes', async () => {
    await using database = await testDatabase();
    const auth = authOn(database.pool);
    const user = await insertUser(database.pool, { email: 'ada@example.org', name: 'Ada', role: 'user' });
    for (let attempt = 0; attempt < 12; attempt++) expect((await signIn(auth, user)).status).toBe(200);
  });

  test('at the same moment are all counted', async () => {
    await using database = await testDatabase();
    const attempts = Array.from({ length: 30 }, () => countAttempt(database.pool, 'one key', { window: 60, max: 10 }));
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });

  test('are forgotten when the window is over, refused ones included', async () => {
    await using database = await testDatabase();
    const limit = { window: 60, max: 1 };
    await countAttempt(database.pool, 'key', limit);
    await expect(countAttempt(database.pool, 'key', limit)).rejects.toThrow(/try again in \d+ s/);
    await database.pool.query('UPDATE auth_rate_limit SET last_request = last_request - 61000');
    await countAttempt(database.pool, 'key', limit);
  });
});
