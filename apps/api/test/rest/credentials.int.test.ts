import { describe, expect, test } from 'vitest';
import { cookieOf, startApi } from '../start-api.ts';
import { askRest, bearerOf, newKey } from './ask-rest.ts';

const me = '/api/v1/account';
const madeUp = `lab_${'a'.repeat(64)}`;

describe('nobody', () => {
  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a token that is none', { authorization: 'Bearer abc' }],
    ['a token with a wrong signature', { authorization: 'Bearer abcdefghijklmnopqrstuvwxyzabcdef.c2lnbmF0dXJl' }],
    ['a token without a word before it', { authorization: 'abc' }],
    ['a password', { authorization: `Basic ${btoa('admin@lab.localhost:password')}` }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['a key that is none', { 'x-api-key': 'abc' }],
    ['a key that nobody made', { 'x-api-key': madeUp }],
    ['an empty key', { 'x-api-key': '' }],
    ['a key of SQL', { 'x-api-key': "' OR 1=1 --" }],
    ['a cookie that nobody signed', { cookie: 'lab.session_token=abc.def' }],
  ])('sends %s and is told so, and how to do better', async (_, headers) => {
    await using api = await startApi();
    const refused = await askRest(api, 'GET', me, headers);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    expect(refused.body).toMatchObject({ status: 401, code: 'not-signed-in', detail: 'Sign in first.' });
  });
});

test('a session, a bearer token and an API key each open the same account, over a socket and inside the process', async () => {
  await using api = await startApi();
  const cookie = await api.signIn();
  const bearer = await bearerOf(api);
  const key = await newKey(api, bearer);
  const shown: [string, Record<string, string>][] = [
    ['session', { cookie }],
    ['token', bearer],
    ['api-key', key.headers],
  ];
  for (const [via, headers] of shown) {
    const account = { email: api.administrator.email, role: 'admin', via };
    expect(await askRest(api, 'GET', me, headers)).toMatchObject({ status: 200, body: account });
    const injected = await api.app.inject({ url: me, headers });
    expect([injected.statusCode, injected.json()]).toEqual([200, expect.objectContaining(account)]);
  }
});

test('a wrong key or token is refused, whatever cookie comes with it', async () => {
  await using api = await startApi();
  const cookie = await api.signIn();
  const wrongs: Record<string, string>[] = [{ 'x-api-key': madeUp }, { authorization: 'Bearer abc.def' }];
  for (const wrong of wrongs)
    expect(await askRest(api, 'GET', me, { cookie, ...wrong })).toMatchObject({ status: 401 });
});

describe('a bearer token', () => {
  test('is a session with an end, and ends when it is signed out, alone', async () => {
    await using api = await startApi();
    const { status, headers, body } = await askRest(api, 'POST', '/api/v1/tokens', {}, api.administrator);
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.getSetCookie()).toEqual([]);
    expect(body).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 7 * 86_400 });
    const [one, other] = [await bearerOf(api), await bearerOf(api)];
    expect((await askRest(api, 'DELETE', '/api/v1/tokens/current', one)).status).toBe(204);
    expect((await askRest(api, 'GET', me, one)).status).toBe(401);
    expect((await askRest(api, 'GET', me, other)).status).toBe(200);
  });

  test('cannot be made from what the table of sessions says', async () => {
    await using api = await startApi();
    await bearerOf(api);
    const { rows } = await api.database.pool.query<{ token: string }>('SELECT token FROM auth_session');
    for (const { token } of rows)
      expect((await askRest(api, 'GET', me, { authorization: `Bearer ${token}` })).status).toBe(401);
  });

  test('ends with its row, and with a ban of the account', async () => {
    await using api = await startApi();
    const bearer = await bearerOf(api);
    await api.database.pool.query('UPDATE auth_user SET banned = true');
    expect((await askRest(api, 'GET', me, bearer)).status).toBe(401);
    await api.database.pool.query('UPDATE auth_user SET banned = false');
    await api.database.pool.query(`UPDATE auth_session SET expires_at = now() - interval '1 s'`);
    expect((await askRest(api, 'GET', me, bearer)).status).toBe(401);
  });

  test('is not what a cookie can be ended with', async () => {
    await using api = await startApi();
    const cookie = await api.signIn();
    const refused = await askRest(api, 'DELETE', '/api/v1/tokens/current', { cookie });
    expect(refused).toMatchObject({ status: 400, body: { code: 'bad-input' } });
    expect((await askRest(api, 'GET', me, { cookie })).status).toBe(200);
  });

  test('is not given for a wrong password, nor to who keeps guessing', async () => {
    await using api = await startApi();
    const guess = () =>
      askRest(api, 'POST', '/api/v1/tokens', {}, { ...api.administrator, password: 'a wrong password' });
    for (let attempt = 0; attempt < 10; attempt++)
      expect(await guess()).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    const refused = await guess();
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('is asked for a limited number of times from one address, whoever is asked for', async () => {
    await using api = await startApi();
    const guess = (attempt: number) =>
      askRest(api, 'POST', '/api/v1/tokens', {}, { email: `user${attempt}@example.org`, password: 'x' });
    for (let attempt = 0; attempt < 30; attempt++) expect((await guess(attempt)).status).toBe(401);
    expect((await guess(30)).status).toBe(429);
  });

  test.each([
    [{ email: 'nobody', password: 'x' }, 'email'],
    [{ email: 'a@b.org' }, 'password'],
    [{ email: 'a@b.org', password: 'x', remember: true }, 'remember'],
  ])('wants %o mended', async (body, field) => {
    await using api = await startApi();
    const refused = await askRest(api, 'POST', '/api/v1/tokens', {}, body);
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid-body', data: { fields: [field] } } });
  });
});

describe('an API key', () => {
  test('is shown once, listed by its beginning, and nowhere in the database', async () => {
    await using api = await startApi();
    const bearer = await bearerOf(api);
    const { key, id, start } = await newKey(api, bearer, 'nightly import');
    expect(key).toMatch(/^lab_[A-Za-z]{64}$/);
    const listed = await askRest(api, 'GET', '/api/v1/keys', bearer);
    expect(listed.body).toMatchObject([{ id, name: 'nightly import', start, lastUsedAt: null }]);
    expect(JSON.stringify(listed.body)).not.toContain(key);
    expect(key.startsWith(start)).toBe(true);
    const { rows } = await api.database.pool.query<{ text: string }>('SELECT k::text AS text FROM auth_api_key k');
    expect(rows[0]?.text).not.toContain(key.slice(start.length));
  });

  test('tells when it was last used, at the cost of one write a minute', async () => {
    await using api = await startApi();
    const bearer = await bearerOf(api);
    const { headers } = await newKey(api, bearer);
    const version = async () =>
      (await api.database.pool.query('SELECT xmin::text, last_request FROM auth_api_key')).rows[0];
    await askRest(api, 'GET', me, headers);
    const first = await version();
    expect(first.last_request).toBeInstanceOf(Date);
    await Promise.all(Array.from({ length: 5 }, () => askRest(api, 'GET', me, headers)));
    expect(await version()).toEqual(first);
    await api.database.pool.query(`UPDATE auth_api_key SET last_request = now() - interval '61 s'`);
    await askRest(api, 'GET', me, headers);
    expect((await version()).last_request.getTime()).toBeGreaterThanOrEqual(first.last_request.getTime());
  });

  test('that is revoked opens nothing from then on; another one still does', async () => {
    await using api = await startApi();
    const bearer = await bearerOf(api);
    const [one, other] = [await newKey(api, bearer, 'one'), await newKey(api, bearer, 'other')];
    expect((await askRest(api, 'GET', me, one.headers)).status).toBe(200);
    expect((await askRest(api, 'DELETE', `/api/v1/keys/${one.id}`, bearer)).status).toBe(204);
    expect((await askRest(api, 'GET', me, one.headers)).status).toBe(401);
    expect((await askRest(api, 'GET', me, other.headers)).status).toBe(200);
    const again = await askRest(api, 'DELETE', `/api/v1/keys/${one.id}`, bearer);
    expect(again).toMatchObject({ status: 404, body: { code: 'api-key-not-found' } });
  });

  test.each([
    ['that has ended', `UPDATE auth_api_key SET expires_at = now() - interval '1 ms'`],
    ['that is switched off', 'UPDATE auth_api_key SET enabled = false'],
    ['of a banned account', 'UPDATE auth_user SET banned = true'],
    ['of an account that is gone', 'DELETE FROM auth_user'],
  ])('%s opens nothing', async (_, sql) => {
    await using api = await startApi();
    const { headers } = await newKey(api, await bearerOf(api));
    expect((await askRest(api, 'GET', me, headers)).status).toBe(200);
    await api.database.pool.query(sql);
    expect((await askRest(api, 'GET', me, headers)).status).toBe(401);
  });

  test('ends by itself: after 90 days unless told otherwise, after a year at the latest', async () => {
    await using api = await startApi();
    const bearer = await bearerOf(api);
    const make = (request: object) => askRest(api, 'POST', '/api/v1/keys', bearer, { name: 'k', ...request });
    for (const [request, days] of [
      [{}, 90],
      [{ expiresInDays: 1 }, 1],
      [{ expiresInDays: 365 }, 365],
    ] as const) {
      const { body } = await make(request);
      expect(body).toMatchObject({ createdAt: expect.any(String), expiresAt: expect.any(String) });
      const { rows } = await api.database.pool.query<{ days: number }>(
        `SELECT round(extract(epoch FROM expires_at - created_at) / 86400)::int AS days FROM auth_api_key ORDER BY created_at DESC LIMIT 1`,
      );
      expect(rows).toEqual([{ days }]);
    }
    for (const expiresInDays of [0, 366, 1.5, null, '30'])
      expect(await make({ expiresInDays })).toMatchObject({
        status: 422,
        body: { data: { fields: ['expiresInDays'] } },
      });
  });

  test.each(['', '   ', 'x'.repeat(61), 'a\nb', 7, null])('is not made under the name %o', async (name) => {
    await using api = await startApi();
    const refused = await askRest(api, 'POST', '/api/v1/keys', await bearerOf(api), { name });
    expect(refused).toMatchObject({ status: 422, body: { data: { fields: ['name'] } } });
  });

  test('neither makes, lists nor revokes keys', async () => {
    await using api = await startApi();
    const { headers, id } = await newKey(api, await bearerOf(api));
    for (const [method, path, body] of [
      ['POST', '/api/v1/keys', { name: 'successor' }],
      ['GET', '/api/v1/keys', undefined],
      ['DELETE', `/api/v1/keys/${id}`, undefined],
    ] as const)
      expect(await askRest(api, method, path, headers, body)).toMatchObject({
        status: 403,
        body: { code: 'session-required' },
      });
  });

  test('opens nothing of the pages and nothing of better-auth', async () => {
    await using api = await startApi();
    const { headers } = await newKey(api, await bearerOf(api));
    expect((await askRest(api, 'GET', '/trpc/account.keys.list', headers)).status).toBe(401);
    expect((await askRest(api, 'GET', '/api/auth/admin/list-users', headers)).status).toBe(401);
    expect(await askRest(api, 'GET', '/api/auth/get-session', headers)).toMatchObject({ body: null });
  });

  test('of somebody else cannot be seen or revoked', async () => {
    await using api = await startApi();
    const made = await fetch(`${api.url}/trpc/account.users.create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: await api.signIn(), origin: api.url },
      body: JSON.stringify({ email: 'ada@example.org', name: 'Ada' }),
    });
    const { result } = (await made.json()) as { result: { data: { email: string; password: string } } };
    const { id, headers } = await newKey(api, await bearerOf(api));
    const ada = await bearerOf(api, result.data);
    expect((await askRest(api, 'GET', '/api/v1/keys', ada)).body).toEqual([]);
    expect((await askRest(api, 'DELETE', `/api/v1/keys/${id}`, ada)).status).toBe(404);
    expect((await askRest(api, 'GET', me, headers)).status).toBe(200);
  });

  test('is one of at most 25', async () => {
    await using api = await startApi();
    const bearer = await bearerOf(api);
    for (let i = 0; i < 25; i++) await newKey(api, bearer, `key ${i}`);
    const refused = await askRest(api, 'POST', '/api/v1/keys', bearer, { name: 'one too many' });
    expect(refused).toMatchObject({ status: 400, body: { code: 'bad-input', detail: expect.stringContaining('25') } });
  });
});

test('a database that fails is not a wrong key', async () => {
  await using api = await startApi();
  const { headers } = await newKey(api, await bearerOf(api));
  await api.database.pool.query('ALTER TABLE auth_api_key RENAME TO elsewhere');
  expect((await askRest(api, 'GET', me, headers)).status).toBe(500);
});

describe('sign-in of pages', () => {
  const post = (url: string, path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...headers },
      body: JSON.stringify(body),
    });

  test('does not show its token to scripts', async () => {
    await using api = await startApi();
    const signedIn = await post(api.url, '/api/auth/sign-in/email', api.administrator);
    expect(signedIn.status).toBe(200);
    const cookie = cookieOf(signedIn);
    // Old enough that it is renewed, which sets the cookie again.
    await api.database.pool.query(
      `UPDATE auth_session SET expires_at = now() + interval '1 day', updated_at = now() - interval '6 days'`,
    );
    const renewed = await fetch(`${api.url}/api/auth/get-session`, { headers: { cookie } });
    expect(renewed.headers.getSetCookie()).not.toEqual([]);
    for (const { headers } of [signedIn, renewed]) expect(headers.get('set-auth-token')).toBeNull();
  });

  test('refuses with problems like everything below /api', async () => {
    await using api = await startApi();
    const cookie = await api.signIn();
    const refusals: [number, string, Response][] = [
      [
        401,
        'wrong-credentials',
        await post(api.url, '/api/auth/sign-in/email', { ...api.administrator, password: 'x' }),
      ],
      [400, 'bad-input', await post(api.url, '/api/auth/sign-in/email', { email: 'nobody', password: 'x' })],
      [404, 'not-found', await post(api.url, '/api/auth/no/such/thing', {})],
      [404, 'not-found', await post(api.url, '/api/auth/api-key/create', { name: 'k' }, { cookie })],
      [404, 'not-found', await fetch(`${api.url}/api/auth/api-key/list`, { headers: { cookie } })],
      [401, 'not-signed-in', await fetch(`${api.url}/api/auth/admin/list-users`)],
      [
        400,
        'bad-input',
        await post(
          api.url,
          '/api/auth/change-password',
          { currentPassword: 'not the password', newPassword: 'four plain short words' },
          { cookie },
        ),
      ],
    ];
    for (const [status, code, response] of refusals) {
      expect([response.url, response.status]).toEqual([response.url, status]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status, code, detail: expect.stringMatching(/\.$/) });
    }
  });
});
