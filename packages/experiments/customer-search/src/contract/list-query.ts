import { z } from 'zod';
import { genders } from './customer.ts';
import { oneOf } from './one-of.ts';
import { wholeNumber } from './whole-number.ts';

/** Longest text of a filter or a search, in UTF-16 code units. */
const longest = 100;

/** Given twice, a parameter is an array. */
const words = (least: number) => {
  const length = `must have ${least} to ${longest} characters`;
  return z
    .string('must be given once')
    .min(least, length)
    .max(longest, length)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'must be text without U+0000');
};

const text = (what: string) =>
  words(1)
    .optional()
    .meta({ description: `${what} contains this, in any case.` });

const points = (what: string) => wholeNumber(0, 2_147_483_647).optional().meta({ description: what });

const dateError = 'must be a date such as 1990-12-31, from 0001-01-01 on';
const date = (what: string) =>
  z.iso
    .date(dateError)
    .refine((day) => day >= '0001-01-01', dateError)
    .optional()
    .meta({ description: what });

const timeError =
  'must be a time such as 2024-05-01T12:00:00Z or 2024-05-01T14:00:00.789+02:00, with at most milliseconds';
const [firstTime, lastTime] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** Not finer than answers are: an ORM reads it into a Date, which would cut microseconds off without a word. */
const time = (what: string) =>
  z.iso
    .datetime({ offset: true, error: timeError })
    .refine((at) => !/\.\d{4}/.test(at), timeError)
    .refine((at) => Date.parse(at) >= firstTime && Date.parse(at) <= lastTime, timeError)
    .optional()
    .meta({ description: what });

export const sortKeys = [
  'created',
  'full_name',
  'first_name',
  'last_name',
  'customer_id',
  'city',
  'country',
  'points',
  'last_activity',
  'last_updated',
] as const;
export type SortKey = (typeof sortKeys)[number];
export const orderings = ['ascending', 'descending'] as const;
export type Ordering = (typeof orderings)[number];

/** The columns that are filtered by what they contain. */
export const containsFields = [
  'first_name',
  'last_name',
  'customer_id',
  'phone_number',
  'country',
  'city',
  'city_code',
  'street',
  'street_number',
] as const;
export type ContainsField = (typeof containsFields)[number];

const filterShape = {
  first_name: text('The first name'),
  last_name: text('The last name'),
  customer_id: text('The customer id'),
  phone_number: text('The phone number'),
  country: text('The country'),
  city: text('The city'),
  city_code: text('The postal code'),
  street: text('The street'),
  street_number: text('The house number'),
  gender: oneOf(genders).optional().meta({ description: 'The gender is this.' }),
  birthday_from: date('Born on this day or later.'),
  birthday_to: date('Born on this day or earlier.'),
  created_from: time('Made at this time or later.'),
  created_to: time('Made at this time or earlier.'),
  last_updated_from: time('Changed at this time or later.'),
  last_updated_to: time('Changed at this time or earlier.'),
  last_activity_from: time('Last active at this time or later.'),
  last_activity_to: time('Last active at this time or earlier.'),
  min_points: points('At least so many points.'),
  max_points: points('At most so many points.'),
  has_address: oneOf(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .meta({ description: 'With an address, or without.' }),
};

const commonShape = {
  ...filterShape,
  search: words(2).optional().meta({
    description:
      'Looked for in names, customer id, phone number, address, points and birthday (as 1990-12-31), as `match` says.',
  }),
  match: oneOf(['contains', 'best'])
    .default('contains')
    .meta({
      description:
        '`contains`: rows of which one column contains the whole search text, in the order of `sort_by`. `best`: words in any column, ' +
        'prefixes and small typing errors included, best match first unless `sort_by` is given; the naive API answers it like `contains`.',
    }),
  sort_by: oneOf(sortKeys).optional().meta({ description: 'Default `created`. Rows without a value come last.' }),
  ordering: oneOf(orderings).optional().meta({
    description: 'Default `descending` for `created`, `last_updated`, `last_activity` and `points`, else `ascending`.',
  }),
  page_size: wholeNumber(1, 100).default(20).meta({ description: 'Customers a page; 20 unless given.' }),
};

const ranges = [
  ['birthday_from', 'birthday_to'],
  ['created_from', 'created_to'],
  ['last_updated_from', 'last_updated_to'],
  ['last_activity_from', 'last_activity_to'],
  ['min_points', 'max_points'],
] as const;

const value = (bound: string | number): number => (typeof bound === 'number' ? bound : Date.parse(bound));

/** A range that nothing can be in is a mistake of the caller, not an empty answer. */
const possible = (query: Readonly<Record<string, unknown>>, context: z.RefinementCtx): void => {
  for (const [from, to] of ranges) {
    const [low, high] = [query[from], query[to]];
    if (
      (typeof low === 'string' || typeof low === 'number') &&
      (typeof high === 'string' || typeof high === 'number')
    ) {
      if (value(low) > value(high))
        context.addIssue({
          code: 'custom',
          path: [from],
          message: `must not be ${typeof low === 'number' ? 'more than' : 'after'} ${to}`,
        });
    }
  }
};

/** Of the naive API; the other is left by its cursors. */
export const deepestPage = 1_000_000;

export const naiveListSchema = z
  .strictObject({
    ...commonShape,
    page: wholeNumber(1, deepestPage).default(1).meta({ description: 'Page number; 1 unless given.' }),
  })
  .superRefine(possible);
export type NaiveListQuery = z.output<typeof naiveListSchema>;

const cursorError = 'must be `next` or `previous` of an earlier answer';

export const optimizedListSchema = z
  .strictObject({
    ...commonShape,
    cursor: z.string(cursorError).min(1, cursorError).max(2000, cursorError).optional().meta({
      description:
        '`next` or `previous` of an earlier answer to the same filters. It is signed and fits no other query.',
    }),
    page: wholeNumber(1, 1000)
      .optional()
      .meta({ description: 'Jumps to a page, for people; only without `cursor`, and no deeper than page 1,000.' }),
    total: oneOf(['none', 'capped', 'estimated'])
      .default('none')
      .meta({ description: '`capped` counts exactly up to 10,000; `estimated` asks the planner.' }),
  })
  .superRefine(possible)
  .superRefine((query, context) => {
    if (query.cursor !== undefined && query.page !== undefined)
      context.addIssue({ code: 'custom', path: ['page'], message: 'must not be given together with cursor' });
  });
export type OptimizedListQuery = z.output<typeof optimizedListSchema>;

/** What filters the rows, without what orders, cuts or counts them. */
export type CustomerFilter = Pick<OptimizedListQuery, keyof typeof filterShape | 'search' | 'match'>;

/** Whether it sorts and in which direction, with the defaults of both APIs. undefined: by rank, best first. */
export const orderOf = (
  query: Pick<OptimizedListQuery, 'sort_by' | 'ordering' | 'search' | 'match'>,
): { readonly key: SortKey; readonly ordering: Ordering } => {
  const key = query.sort_by ?? 'created';
  const latestFirst: readonly SortKey[] = ['created', 'last_updated', 'last_activity', 'points'];
  return { key, ordering: query.ordering ?? (latestFirst.includes(key) ? 'descending' : 'ascending') };
};

/** Ranked answers have an order of their own. */
export const isRanked = (query: Pick<OptimizedListQuery, 'sort_by' | 'search' | 'match'>): boolean =>
  query.search !== undefined && query.match === 'best' && query.sort_by === undefined;
