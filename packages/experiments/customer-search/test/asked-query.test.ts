import { describe, expect, it } from 'vitest';
import { optimizedListSchema } from '../src/contract/list-query.ts';
import { askedQuery } from '../src/ui/asked-query.ts';
import { searchNames } from '../src/ui/search-fields.ts';

it('has a control for every parameter of the API but the cursor, which is the list’s own', () => {
  const known = Object.keys(optimizedListSchema.shape).filter((name) => name !== 'cursor');
  expect([...searchNames].sort()).toEqual(known.sort());
});

describe('askedQuery', () => {
  it('asks for nothing that is empty', () => {
    expect(askedQuery({ search: '', city: '', page: '' })).toMatchObject({ naive: {}, optimized: {}, errors: {} });
  });

  it('looks for the best match unless told otherwise', () => {
    expect(askedQuery({ search: 'nicholas heights' })).toMatchObject({
      optimized: { search: 'nicholas heights', match: 'best' },
      ranked: true,
    });
    expect(askedQuery({ search: 'nicholas', match: 'contains' })).toMatchObject({ ranked: false });
    expect(askedQuery({ search: 'nicholas', sort_by: 'city' })).toMatchObject({ ranked: false, sortBy: 'city' });
  });

  it('gives the page to the naive API and the count to the optimised one', () => {
    const { naive, optimized, errors } = askedQuery({ city: 'Berlin', page: '3', total: 'capped' });
    expect(naive).toEqual({ city: 'Berlin', page: '3' });
    expect(optimized).toEqual({ city: 'Berlin', total: 'capped' });
    expect(errors).toEqual({});
  });

  it('takes a day as all of it where the API takes times', () => {
    const { naive, errors } = askedQuery({
      created_from: '2024-05-01',
      created_to: '2024-05-01',
      last_updated_from: '2024-05-01T12:00:00+02:00',
      birthday_from: '1990-01-01',
    });
    expect(errors).toEqual({});
    expect(naive).toEqual({
      created_from: '2024-05-01T00:00:00.000Z',
      created_to: '2024-05-01T23:59:59.999Z',
      last_updated_from: '2024-05-01T12:00:00+02:00',
      birthday_from: '1990-01-01',
    });
  });

  it.each([
    ['min_points', 'abc'],
    ['min_points', '-1'],
    ['search', 'x'],
    ['search', `a${'\0'}b`],
    ['page_size', '101'],
    ['page', '0'],
    ['created_from', 'yesterday'],
    ['birthday_to', '2024-02-30'],
    ['sort_by', 'height'],
    ['gender', 'other'],
    ['has_address', 'perhaps'],
    ['match', 'worst'],
    ['total', 'all'],
  ])('says what is wrong with %s=%j', (name, text) => {
    expect(Object.keys(askedQuery({ [name]: text }).errors)).toEqual([name]);
  });

  it('says it in a sentence', () => {
    expect(askedQuery({ min_points: 'abc' }).errors.min_points).toBe('Must be a whole number from 0 to 2,147,483,647.');
    expect(askedQuery({ min_points: '5', max_points: '4' }).errors).toEqual({
      min_points: expect.stringMatching(/^Must not be .* max_points\.$/),
    });
  });
});
