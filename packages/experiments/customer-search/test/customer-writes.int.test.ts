import { testDatabase } from '@lab/db/testing';
import { isLabError, LabError, toProblem } from '@lab/errors';
import fc from 'fast-check';
import Fastify from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import { customerWrites } from '../src/api/customer-writes.ts';
import { customerSchema } from '../src/contract/customer.ts';
import { createOptimizedReader } from '../src/core/optimized/create-optimized-reader.ts';
import { createCursorCodec } from '../src/core/optimized/cursor.ts';

const house = {
  street: 'High Street',
  street_number: '12a',
  city_code: 'AB1 2CD',
  city: 'Nicholas Heights',
  country: 'Norway',
};
const person = {
  first_name: 'Anthony',
  last_name: 'Ångström',
  gender: 'male',
  phone_number: '+4712345678',
  birthday: '1990-12-31',
} as const;

const open = async ({ settled = async () => {} }: { readonly settled?: () => Promise<void> } = {}) => {
  const database = await testDatabase();
  const app = Fastify();
  app.setErrorHandler((error, _, reply) =>
    reply.code(isLabError(error) ? error.status : 500).send(toProblem(error, 'test')),
  );
  await app.register(customerWrites, {
    prefix: '/api/v1/optimized',
    pool: database.pool,
    settled,
    authenticate: async (request) => {
      if (request.headers.authorization !== 'Bearer right') throw new LabError('not-signed-in');
    },
  });
  onTestFinished(async () => {
    await app.close();
    await database[Symbol.asyncDispose]();
  });
  const send = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => {
    const reply = await app.inject({
      method,
      url: `/api/v1/optimized/customers${path}`,
      headers: { authorization: 'Bearer right', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: reply.statusCode, headers: reply.headers, body: reply.body === '' ? null : reply.json() };
  };
  const count = async (table: 'app_user' | 'address' | 'customer_relationship'): Promise<number> =>
    (await database.pool.query(`SELECT count(*)::int AS n FROM optimized.${table}`)).rows[0].n;
  return { ...database, app, send, count };
};

describe('POST', () => {
  test('writes customer, address and relationship, and answers the customer with its address on the web', async () => {
    const { send, pool } = await open();
    const { status, headers, body } = await send('POST', '', { ...person, address: house, initial_points: 250 });
    expect(status).toBe(201);
    expect(headers.location).toBe(`/api/v1/optimized/customers/${body.id}`);
    const customer = customerSchema.parse(body);
    expect(customer).toMatchObject({ ...person, address: house, relationship: { points: 250 } });
    expect(Object.keys(body)).toEqual(Object.keys(customerSchema.shape));
    expect(customer.customer_id).toMatch(/^cus:[0-9a-f]{32}$/);
    expect(customer.last_updated).toBe(customer.created);
    expect(customer.relationship?.last_activity).toBe(customer.created);
    const { rows } = await pool.query('SELECT first_name, birthday::text FROM optimized.app_user WHERE id = $1', [
      body.id,
    ]);
    expect(rows).toEqual([{ first_name: 'Anthony', birthday: '1990-12-31' }]);
  });

  test('without address, birthday and points writes what that means', async () => {
    const { send, count } = await open();
    const { body } = await send('POST', '', { ...person, birthday: null });
    expect(body).toMatchObject({ birthday: null, address: null, relationship: { points: 0 } });
    expect(await count('address')).toBe(0);
  });

  test('any text that is text comes back as it was sent, quotes and right-to-left included', async () => {
    const { send } = await open();
    const text = (most: number) =>
      fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: most / 4 })
        .filter((value) => value === value.trim() && value !== '' && !value.includes('\0') && value.isWellFormed())
        .filter((value) => value.length <= most);
    const body = fc.record({
      first_name: text(100),
      last_name: text(100),
      gender: fc.constantFrom('undefined', 'male', 'female', 'non_binary'),
      phone_number: fc.stringMatching(/^\+?[1-9]\d{7,14}$/),
      birthday: fc.option(
        fc
          .date({ min: new Date('1900-01-01'), max: new Date('2020-01-01'), noInvalidDate: true })
          .map((date) => date.toISOString().slice(0, 10)),
      ),
      address: fc.option(
        fc.record({
          street: text(200),
          street_number: text(20),
          city_code: text(20),
          city: text(100),
          country: text(100),
        }),
      ),
      initial_points: fc.integer({ min: 0, max: 2_147_483_647 }),
    });
    await fc.assert(
      fc.asyncProperty(body, async ({ initial_points, ...sent }) => {
        const { status, body: answered } = await send('POST', '', { ...sent, initial_points });
        expect([status, answered]).toEqual([201, expect.objectContaining(sent)]);
        expect(answered.relationship.points).toBe(initial_points);
        expect((await send('DELETE', `/${answered.id}`)).status).toBe(204);
      }),
      { numRuns: 60 },
    );
  });

  test('is all or nothing', async () => {
    const { send, pool, count } = await open();
    await pool.query('ALTER TABLE optimized.customer_relationship RENAME COLUMN points TO marks');
    expect((await send('POST', '', { ...person, address: house })).status).toBe(500);
    expect([await count('app_user'), await count('address')]).toEqual([0, 0]);
  });

  const wrong: readonly [Record<string, unknown>, string][] = [
    [{ first_name: '' }, 'first_name'],
    [{ first_name: '  ' }, 'first_name'],
    [{ first_name: 'x'.repeat(101) }, 'first_name'],
    [{ first_name: 'a\0b' }, 'first_name'],
    [{ first_name: 7 }, 'first_name'],
    [{ last_name: undefined }, 'last_name'],
    [{ last_name: null }, 'last_name'],
    [{ gender: 'robot' }, 'gender'],
    [{ phone_number: '0123456789' }, 'phone_number'],
    [{ phone_number: '+12 345 678' }, 'phone_number'],
    [{ phone_number: '+1234567' }, 'phone_number'],
    [{ birthday: '31.12.1990' }, 'birthday'],
    [{ birthday: '1990-02-30' }, 'birthday'],
    [{ birthday: '2990-12-31' }, 'birthday'],
    [{ birthday: '1830-12-31' }, 'birthday'],
    [{ address: { ...house, city: '' } }, 'address.city'],
    [{ address: { ...house, planet: 'Mars' } }, 'address.planet'],
    [{ address: 'High Street 12a' }, 'address'],
    [{ initial_points: -1 }, 'initial_points'],
    [{ initial_points: 1.5 }, 'initial_points'],
    [{ initial_points: 2_147_483_648 }, 'initial_points'],
    [{ initial_points: '7' }, 'initial_points'],
    [{ id: 7 }, 'id'],
    [{ customer_id: 'cus:mine' }, 'customer_id'],
  ];
  test('with a field that is wrong is refused, the field is named, and nothing is written', async () => {
    const { send, count } = await open();
    for (const [change, field] of wrong) {
      const { status, body } = await send('POST', '', { ...person, ...change });
      expect([change, status, body.code, body.data.fields]).toEqual([change, 422, 'invalid-body', [field]]);
      expect(body.detail).toContain(field);
    }
    expect([await count('app_user'), await count('address')]).toEqual([0, 0]);
  });

  test('that is no object is refused as a whole', async () => {
    const { app } = await open();
    for (const payload of ['null', '[]', '7', '"text"']) {
      const headers = { authorization: 'Bearer right', 'content-type': 'application/json' };
      const reply = await app.inject({ method: 'POST', url: '/api/v1/optimized/customers', headers, payload });
      expect([reply.statusCode, reply.json().code]).toEqual([422, 'invalid-body']);
    }
  });
});

describe('PATCH', () => {
  test('changes what is given and nothing else', async () => {
    const { send } = await open();
    const { body: before } = await send('POST', '', { ...person, address: house, initial_points: 5 });
    const { status, body: after } = await send('PATCH', `/${before.id}`, { last_name: 'Heights', birthday: null });
    expect(status).toBe(200);
    expect(after).toEqual({ ...before, last_name: 'Heights', birthday: null, last_updated: after.last_updated });
    expect(Date.parse(after.last_updated)).toBeGreaterThanOrEqual(Date.parse(before.last_updated));
  });

  test('new points are an activity, also of a customer who had no relationship', async () => {
    const { send, pool } = await open();
    const { body: before } = await send('POST', '', person);
    await pool.query('DELETE FROM optimized.customer_relationship');
    const { body: after } = await send('PATCH', `/${before.id}`, { points: 9 });
    expect(after.relationship).toEqual({ points: 9, last_activity: expect.any(String) });
    expect((await send('PATCH', `/${before.id}`, { points: 0 })).body.relationship.points).toBe(0);
  });

  test('a customer who was never active stays one', async () => {
    const { send, pool } = await open();
    const { body: before } = await send('POST', '', person);
    await pool.query('UPDATE optimized.customer_relationship SET last_activity = NULL');
    const { status, body: after } = await send('PATCH', `/${before.id}`, { first_name: 'Antonia' });
    expect([status, after.relationship]).toEqual([200, { points: 0, last_activity: null }]);
  });

  test('a new address replaces the old one; null takes it away; neither leaves a row behind', async () => {
    const { send, count } = await open();
    const { body } = await send('POST', '', { ...person, address: house });
    const moved = { ...house, street_number: '14' };
    expect((await send('PATCH', `/${body.id}`, { address: moved })).body.address).toEqual(moved);
    expect(await count('address')).toBe(1);
    expect((await send('PATCH', `/${body.id}`, { address: null })).body.address).toBeNull();
    expect(await count('address')).toBe(0);
  });

  test('whoever moves out leaves those behind where they live', async () => {
    const { send, pool, count } = await open();
    const { body: stays } = await send('POST', '', { ...person, address: house });
    const { body: moves } = await send('POST', '', person);
    await pool.query('UPDATE optimized.app_user SET address_id = (SELECT id FROM optimized.address)');
    await send('PATCH', `/${moves.id}`, { address: { ...house, city: 'Elsewhere' } });
    const { body } = await send('PATCH', `/${stays.id}`, { first_name: 'Antonia' });
    expect(body.address).toEqual(house);
    expect(await count('address')).toBe(2);
  });

  test('all who live in one house move out at the same moment: nobody fails, and the house is gone', async () => {
    const { send, pool, count } = await open();
    const ids: number[] = [];
    for (let i = 0; i < 5; i++) ids.push((await send('POST', '', { ...person, address: i ? null : house })).body.id);
    await pool.query('UPDATE optimized.app_user SET address_id = (SELECT id FROM optimized.address)');
    const replies = await Promise.all([
      ...ids.slice(0, 3).map((id) => send('PATCH', `/${id}`, { address: null })),
      ...ids.slice(3).map((id) => send('DELETE', `/${id}`)),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 204, 204]);
    expect([await count('address'), await count('app_user')]).toEqual([0, 3]);
  });

  test('that changes nothing, or what may not be changed, is refused', async () => {
    const { send } = await open();
    const { body } = await send('POST', '', person);
    for (const change of [{}, { initial_points: 3 }, { customer_id: 'cus:mine' }, { points: null }])
      expect(await send('PATCH', `/${body.id}`, change)).toMatchObject({ status: 422, body: { code: 'invalid-body' } });
  });
});

describe('DELETE', () => {
  test('takes relationship and address along; a second one finds nothing', async () => {
    const { send, count } = await open();
    const { body } = await send('POST', '', { ...person, address: house });
    expect(await send('DELETE', `/${body.id}`)).toMatchObject({ status: 204, body: null });
    expect([await count('app_user'), await count('address'), await count('customer_relationship')]).toEqual([0, 0, 0]);
    expect(await send('DELETE', `/${body.id}`)).toMatchObject({ status: 404, body: { code: 'customer-not-found' } });
  });

  test('of one customer by many at once is done once', async () => {
    const { send } = await open();
    const { body } = await send('POST', '', { ...person, address: house });
    const replies = await Promise.all(Array.from({ length: 5 }, () => send('DELETE', `/${body.id}`)));
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404, 404]);
  });
});

test('an id that cannot be one is refused', async () => {
  const { send } = await open();
  for (const id of ['0', '-1', '1.5', '1e3', 'x', '9007199254740993', '%00', "1'--"])
    for (const [method, body] of [
      ['PATCH', { first_name: 'A' }],
      ['DELETE', undefined],
    ] as const) {
      const { status, body: problem } = await send(method, `/${id}`, body);
      expect([id, status, problem.code, problem.data.fields]).toEqual([id, 400, 'bad-input', ['id']]);
    }
});

test('a customer who is not there cannot be changed', async () => {
  const { send } = await open();
  const refused = await send('PATCH', '/1', { first_name: 'A' });
  expect(refused).toMatchObject({ status: 404, body: { code: 'customer-not-found' } });
});

test('who is not signed in writes nothing', async () => {
  const { app, count } = await open();
  const reply = await app.inject({ method: 'POST', url: '/api/v1/optimized/customers', payload: person });
  expect([reply.statusCode, reply.json().code]).toEqual([401, 'not-signed-in']);
  expect(await count('app_user')).toBe(0);
});

test('every answer waits until the write is committed and has settled', async () => {
  const seen: string[] = [];
  const { send, count } = await open({
    settled: async () => {
      // On another connection: only what is committed is seen.
      seen.push(`${await count('app_user')} committed`);
      await Promise.resolve();
      seen.push('settled');
    },
  });
  const { body } = await send('POST', '', person);
  seen.push('answered');
  await send('PATCH', `/${body.id}`, { first_name: 'B' });
  seen.push('answered');
  await send('DELETE', `/${body.id}`);
  seen.push('answered');
  const once = (customers: number) => [`${customers} committed`, 'settled', 'answered'];
  expect(seen).toEqual([...once(1), ...once(1), ...once(0)]);
  // A refusal waits as well: what was lost with its connection may have been committed.
  await send('DELETE', `/${body.id}`);
  expect(seen.slice(9)).toEqual(['0 committed', 'settled']);
});

test('the read table and the version of the cache follow in the same transaction', async () => {
  const { send, pool } = await open();
  const state = async () => {
    const { rows } = await pool.query(
      `SELECT (SELECT sum(version)::int FROM optimized.cache_version) AS version,
         (SELECT json_agg(json_build_array(last_name, city, points)) FROM optimized.customer) AS customers`,
    );
    return rows[0];
  };
  const before = (await state()).version;
  const { body } = await send('POST', '', { ...person, address: house, initial_points: 5 });
  expect(await state()).toEqual({ version: before + 1, customers: [['Ångström', 'Nicholas Heights', 5]] });
  await send('PATCH', `/${body.id}`, { last_name: 'Heights', points: 6, address: { ...house, city: 'Elsewhere' } });
  expect(await state()).toEqual({ version: before + 2, customers: [['Heights', 'Elsewhere', 6]] });
  await send('DELETE', `/${body.id}`);
  expect(await state()).toEqual({ version: before + 3, customers: null });
});

test('writers of all kinds at once wait for one another, but never in a circle', async () => {
  const { send, pool, count } = await open();
  const ids: number[] = [];
  for (let i = 0; i < 4; i++) ids.push((await send('POST', '', { ...person, address: i ? null : house })).body.id);
  await pool.query('UPDATE optimized.app_user SET address_id = (SELECT id FROM optimized.address)');
  const replies: number[] = [];
  const patch = async (id: number, change: object) => replies.push((await send('PATCH', `/${id}`, change)).status);
  for (let round = 0; round < 15; round++) {
    const address = { ...house, street_number: String(round) };
    await Promise.all([
      ...ids.map((id) => patch(id, { address, points: round, first_name: `Name ${round}` })),
      // As psql or the generator would: from the other ends.
      pool.query('UPDATE optimized.address SET city = $1', [`City ${round}`]),
      pool.query('UPDATE optimized.customer_relationship SET points = points + 1'),
    ]);
  }
  expect(new Set(replies)).toEqual(new Set([200]));
  expect(await count('address')).toBe(4);
});

test('what is answered is what GET answers, to the letter', async () => {
  const { app, pool } = await open();
  const reader = createOptimizedReader({ pool, statementTimeoutMs: 20_000, cursors: createCursorCodec('a test') });
  const headers = { authorization: 'Bearer right' };
  const url = '/api/v1/optimized/customers';
  for (const address of [null, house]) {
    const created = await app.inject({ method: 'POST', url, headers, payload: { ...person, address } });
    const { id } = created.json();
    expect(created.body).toBe(await reader.get(id, { queries: 0 }));
    for (const change of [{ points: 7 }, { birthday: null }, { first_name: '"\\ü\u2028' }, { address: null }]) {
      const changed = await app.inject({ method: 'PATCH', url: `${url}/${id}`, headers, payload: change });
      expect(changed.body).toBe(await reader.get(id, { queries: 0 }));
    }
  }
});
