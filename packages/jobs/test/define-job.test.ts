import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineJob } from '../src/contract.ts';

const payload = z.object({ id: z.string() });

test('a job has three attempts, a second of backoff and no time limit unless it says otherwise', () => {
  expect(defineJob({ name: 'area.verb', payload })).toEqual({
    name: 'area.verb',
    payload,
    attempts: 3,
    backoffMs: 1000,
  });
});

test.each([
  [{ name: 'verb' }, /named <area>.<verb>/],
  [{ name: 'Area.verb' }, /named <area>.<verb>/],
  [{ name: 'area:verb' }, /named <area>.<verb>/],
  [{ name: 'area.verb', attempts: 0 }, /attempts must be at least 1/],
  [{ name: 'area.verb', attempts: 1.5 }, /attempts must be at least 1/],
  [{ name: 'area.verb', backoffMs: Number.NaN }, /backoffMs must not be negative/],
  [{ name: 'area.verb', timeoutSeconds: 0 }, /timeoutSeconds must be positive/],
])('a definition that cannot work is refused: %o', (options, message) => {
  expect(() => defineJob({ payload, ...options })).toThrow(message);
});
