import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { envField, parseEnv } from '../src/index.ts';

const schema = z.object({
  DATABASE_URL: envField.url('postgresql:', 'postgres:'),
  REDIS_URL: envField.url('redis:').optional(),
  SECRET: z.string().optional(),
  HOST: envField.host(),
  PORT: envField.port(3000),
  LAB_MODE: envField.mode(),
  LOG_LEVEL: envField.logLevel(),
});
const given = { DATABASE_URL: 'postgresql://lab@localhost/lab' };
const defaults = { HOST: '127.0.0.1', PORT: 3000, LAB_MODE: 'production', LOG_LEVEL: 'info' };

describe('an environment', () => {
  test('has defaults for what is absent, and an empty value counts as absent', () => {
    expect(parseEnv(schema, given)).toEqual({ ...given, ...defaults });
    expect(parseEnv(schema, { ...given, REDIS_URL: '', PORT: '', HOST: undefined })).toEqual({ ...given, ...defaults });
  });

  test('loses what nobody asked for', () => {
    expect(parseEnv(schema, { ...given, HOME: '/root' })).not.toHaveProperty('HOME');
  });

  test.each([
    ['0', 0],
    ['65535', 65_535],
  ])('takes port %s', (text, port) => {
    expect(parseEnv(schema, { ...given, PORT: text }).PORT).toBe(port);
  });

  test.each([
    [{ DATABASE_URL: 'lab' }, 'DATABASE_URL must be a URL that begins with postgresql:// or postgres://.'],
    [{ REDIS_URL: 'http://x' }, 'REDIS_URL must be a URL that begins with redis://.'],
    [{ PORT: '65536' }, 'PORT must be a port from 0 to 65535.'],
    [{ PORT: '-1' }, 'PORT must be a port from 0 to 65535.'],
    [{ PORT: '80.5' }, 'PORT must be a port from 0 to 65535.'],
    [{ PORT: 'eighty' }, 'PORT must be a port from 0 to 65535.'],
    [{ LAB_MODE: 'fast' }, 'LAB_MODE must be development or production.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal, error, warn, info, debug, trace or silent.'],
    [{ DATABASE_URL: '' }, 'DATABASE_URL is missing: it must be set.'],
  ])('%j is refused in one sentence', (change, sentence) => {
    expect(() => parseEnv(schema, { ...given, ...change })).toThrow(new Error(sentence));
  });

  test('says what a missing setting must be, and a line for each that is wrong', () => {
    const missing = { DATABASE_URL: 'must name the server' };
    expect(() => parseEnv(schema, { PORT: 'x' }, { missing })).toThrow(
      new Error('DATABASE_URL is missing: it must name the server.\nPORT must be a port from 0 to 65535.'),
    );
  });
});
