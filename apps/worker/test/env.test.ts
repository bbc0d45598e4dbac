import { describe, expect, it } from 'vitest';
import { readEnv } from '../src/env.ts';

const given = { DATABASE_URL: 'postgresql://lab@localhost/lab', LAB_ROOT: '/checkout' };

describe('the environment of the worker', () => {
  it('fills in what is absent or empty', () => {
    expect(readEnv({ ...given, REDIS_URL: '', BENCH_DATABASE_URL: '' })).toEqual({
      ...given,
      HOST: '127.0.0.1',
      PORT: 3002,
      LAB_MODE: 'production',
      LOG_LEVEL: 'info',
    });
  });

  it.each([
    [{ DATABASE_URL: undefined }, 'DATABASE_URL is missing: it must name the PostgreSQL server'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must be a URL that begins with postgresql:// or postgres://.'],
    [{ LAB_ROOT: undefined }, 'LAB_ROOT is missing: it must name the folder of the checkout'],
    [{ REDIS_URL: 'http://x' }, 'REDIS_URL must be a URL that begins with redis:// or rediss://.'],
    [{ BENCH_DATABASE_URL: 'x' }, 'BENCH_DATABASE_URL must be a URL'],
    [{ PORT: '70000' }, 'PORT must be a port from 0 to 65535.'],
    [{ PORT: 'three' }, 'PORT must be a port from 0 to 65535.'],
    [{ LAB_MODE: 'test' }, 'LAB_MODE must be development or production.'],
  ])('refuses %j in one sentence', (change, sentence) => {
    expect(() => readEnv({ ...given, ...change })).toThrow(sentence);
  });
});
