import { expect, test } from 'vitest';
import { readEnv } from '../src/env.ts';
import { secretFor } from '../src/secret-for.ts';

const needed = {
  DATABASE_URL: 'postgresql://user:password@localhost:5432/lab',
  AUTH_SECRET: 'a secret of thirty-two characters',
};

test('600 requests a minute, unless told otherwise', () => {
  expect(readEnv(needed)).toMatchObject({ REST_RATE_LIMIT: 600, REST_RATE_WINDOW: 60 });
  expect(readEnv({ ...needed, REST_RATE_LIMIT: '7', REST_RATE_WINDOW: '3600' })).toMatchObject({
    REST_RATE_LIMIT: 7,
    REST_RATE_WINDOW: 3600,
  });
});

test.each(['0', '-1', '1.5', 'many', '1000001'])('a limit of %s is refused in a sentence', (limit) => {
  expect(() => readEnv({ ...needed, REST_RATE_LIMIT: limit })).toThrow(
    'REST_RATE_LIMIT must be a whole number from 1 to 1000000.',
  );
});

test('secrets differ by purpose and by installation, and are the same tomorrow', () => {
  const [one, other] = [secretFor('a secret of thirty-two characters'), secretFor('another secret of 32 characters..')];
  expect(one('cursors')).toBe(one('cursors'));
  expect(new Set([one('cursors'), one('links'), other('cursors')]).size).toBe(3);
  expect(Buffer.from(one('cursors'), 'base64url')).toHaveLength(32);
});
