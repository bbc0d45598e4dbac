import { expect, test } from 'vitest';
import { readEnv } from '../src/env.ts';

test('defaults bind loopback', () => {
  expect(readEnv({})).toEqual({ HOST: '127.0.0.1', PORT: 8000, LOG_LEVEL: 'info' });
});

test('an empty value counts as absent', () => {
  expect(readEnv({ PORT: '' }).PORT).toBe(8000);
});

test.each([
  [{ PORT: '70000' }, 'PORT must be a port from 0 to 65535.'],
  [{ PORT: 'eighty' }, 'PORT must be a port from 0 to 65535.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.'],
])('%o is refused with a sentence', (source, sentence) => {
  expect(() => readEnv(source)).toThrow(sentence);
});
