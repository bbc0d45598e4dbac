import { expect, test } from 'vitest';
import { z } from 'zod';
import { toInputError } from '../src/to-input-error.ts';

const schema = z.strictObject({
  name: z.string().min(1, 'must have 1 to 100 characters'),
  address: z.strictObject({ city: z.string() }).nullable(),
  points: z.int(),
});

const refuse = (value: unknown, part = 'body') => {
  const { error } = schema.safeParse(value);
  if (!error) throw new Error('it was accepted');
  return toInputError(part, error);
};

test('every field that is wrong is named, in a sentence and in the data', () => {
  const error = refuse({ name: '', address: { city: 7 }, extra: true });
  expect(error.code).toBe('invalid-body');
  expect(error.status).toBe(422);
  expect(error.message).toBe(
    'name must have 1 to 100 characters. address.city: Invalid input: expected string, received number. points is missing. extra is not known here.',
  );
  expect(error.data.fields).toEqual(['name', 'address.city', 'points', 'extra']);
});

test('a body that is none is named as a whole', () => {
  expect(refuse(null).message).toBe('The body: Invalid input: expected object, received null.');
});

test('what is not a body is bad input', () => {
  expect(refuse({}, 'querystring')).toMatchObject({ code: 'bad-input', status: 400 });
});

test('a thousand unknown fields make a short answer, and a long name is cut', () => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`field ${i}`, 1]));
  const error = refuse({ name: 'a', address: null, points: 1, ['x'.repeat(10_000)]: 1, ...many });
  expect(error.message.length).toBeLessThan(500);
  expect(error.data.fields).toHaveLength(5);
});
