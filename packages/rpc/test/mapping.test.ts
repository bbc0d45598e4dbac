import { type ErrorCode, errorTable, LabError } from '@lab/errors';
import { procedure, publicProcedure, type RpcContext, router, toTrpcError } from '@lab/rpc';
import { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { adminProcedure } from '../src/server.ts';

const user = { id: 'u', email: 'ada@example.org', name: 'Ada', role: 'user' } as const;

/** One call through tRPC's own request handling, as over HTTP. */
const call = async (throws: unknown, context: Partial<RpcContext> = {}, path = 'thing', input?: unknown) => {
  const logged: unknown[] = [];
  const fail = () => {
    throw throws;
  };
  const app = router({
    thing: publicProcedure.query(fail),
    personal: procedure.query(fail),
    administrative: adminProcedure.query(fail),
    checked: publicProcedure.input(z.object({ rows: z.number().int().min(1) })).query(fail),
  });
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await fetchRequestHandler({
    router: app,
    endpoint: '/trpc',
    req: new Request(`http://localhost/trpc/${path}${query}`),
    createContext: () => ({
      user: null,
      logError: (error: unknown) => {
        logged.push(error);
        return `log-${logged.length}`;
      },
      ...context,
    }),
  });
  const text = await response.text();
  const { error } = JSON.parse(text) as {
    error: { message: string; data: { httpStatus: number; lab: unknown; stack?: string } };
  };
  return { status: response.status, text, error, logged };
};

const isCode = (name: string): name is ErrorCode => name in errorTable;

describe('every code of the table', () => {
  test.each(Object.keys(errorTable).filter(isCode))('%s keeps its status, its sentence and its data', async (code) => {
    const thrown = new LabError(code, { id: 'x', allowed: ['a', 'b'] });
    const { status, error, logged } = await call(thrown);
    expect(status).toBe(errorTable[code].status);
    expect(error).toMatchObject({
      message: thrown.message,
      data: { httpStatus: errorTable[code].status, lab: { code, data: { id: 'x', allowed: ['a', 'b'] } } },
    });
    expect(logged).toEqual([]);
  });
});

describe('errors that nobody foresaw', () => {
  test('say nothing but the id of their log entry, whatever was thrown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ minLength: 12 }).map((text) => new Error(`secret ${text}`)),
          fc.string({ minLength: 12 }).map((text) => `secret ${text}`),
          fc.constant(Object.assign(new TypeError('secret of a library'), { code: 'ESECRET', status: 200 })),
          fc.constant(
            new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: new Error('secret cause'), message: 'secret words' }),
          ),
          fc.constant({ code: 'not-signed-in', message: 'secret look-alike' }),
          fc.constant(undefined),
          fc.constant(null),
        ),
        async (thrown) => {
          const { status, text, error, logged } = await call(thrown);
          expect(status).toBe(500);
          expect(error.data.lab).toEqual({ code: 'unexpected', data: { id: 'log-1' } });
          expect(error.message).toContain('log-1');
          expect(error.data.stack).toBeUndefined();
          expect(text).not.toContain('secret');
          // Once: a second entry would be under an id that nobody is told.
          expect(logged).toHaveLength(1);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('reach the log with their cause', async () => {
    const cause = new Error('the socket hung up');
    const { logged } = await call(new Error('query failed', { cause }));
    expect(logged).toMatchObject([{ message: 'query failed', cause }]);
  });
});

describe('what the host knows', () => {
  const explainError = (error: unknown) =>
    error instanceof Error && error.message === 'ECONNREFUSED'
      ? new LabError('database-unreachable', { where: 'here', reason: 'refused' }, { cause: error })
      : undefined;

  test('gives a library’s error its place in the table', async () => {
    const { status, error, logged } = await call(new Error('ECONNREFUSED'), { explainError });
    expect(status).toBe(503);
    expect(error.data.lab).toMatchObject({ code: 'database-unreachable' });
    expect(logged).toEqual([]);
  });

  test('is asked for a context that could not be made, too', () => {
    const mapped = toTrpcError(new Error('ECONNREFUSED'), { logError: () => 'never', explainError });
    expect(mapped.code).toBe('SERVICE_UNAVAILABLE');
  });
});

describe('input', () => {
  test.each([
    [{ rows: 0 }, 'at rows'],
    [{ rows: 'many' }, 'at rows'],
    [{}, 'at rows'],
    [undefined, 'expected object'],
  ])('%j is refused with a sentence that names the field', async (input, words) => {
    const { status, error } = await call(new Error('not reached'), {}, 'checked', input);
    expect(status).toBe(400);
    expect(error.message).toContain(words);
    expect(error.data.lab).toEqual({ code: 'bad-input', data: {} });
  });

  test('a ZodError from inside is our own mistake, not the caller’s input, unless the host says otherwise', async () => {
    const parsed = z.object({ row: z.number() }).safeParse({ row: 'from the database' });
    const { status, logged } = await call(parsed.error);
    expect(status).toBe(500);
    expect(logged).toHaveLength(1);
  });

  test('an unknown procedure is tRPC’s own 404', async () => {
    expect(await call(undefined, {}, 'nothing')).toMatchObject({
      status: 404,
      error: { data: { lab: null } },
      logged: [],
    });
  });
});

describe('doors', () => {
  test('procedure: 401 and a sentence for the signed-out', async () => {
    const { status, error } = await call(new Error('not reached'), {}, 'personal');
    expect([status, error.message]).toEqual([401, 'Sign in first.']);
  });

  test('adminProcedure: 401 for the signed-out, 403 for a user, in for an administrator', async () => {
    const reached = new LabError('cancelled');
    expect((await call(reached, {}, 'administrative')).status).toBe(401);
    expect((await call(reached, { user }, 'administrative')).status).toBe(403);
    expect((await call(reached, { user: { ...user, role: 'admin' } }, 'administrative')).status).toBe(499);
  });
});
