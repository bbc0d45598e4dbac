import { expect, it } from 'vitest';
import { failureOf } from '../src/worker/failure-of.ts';
import { resultOf } from './fixture/result.ts';

it('makes a sentence of what a driver says of a server that starts up', () => {
  const error = Object.assign(new Error('the database system is starting up'), { code: '57P03' });
  expect(failureOf(error, undefined)).toEqual({
    message: 'A database was away (the database system is starting up).',
    retryable: true,
  });
});

it('names the variant of a failed sample as the page does, and ends with a full stop', () => {
  const result = resultOf();
  const [first] = result.samples;
  const report = result.variants.find(({ id }) => id === first?.variant);
  if (!first || !report) throw new Error('no sample');
  const failed = { ...first, status: 'error' as const, error: 'its connection was cut' };
  expect(failureOf(undefined, { ...result, samples: [failed] }).message).toBe(
    `${report.label}: its connection was cut.`,
  );
});
