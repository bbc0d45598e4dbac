import { z } from 'zod';
import { genders } from './customer.ts';

/** Longest text of a filter or a search, in UTF-16 code units. */
const longest = 100;

const text = (what: string) =>
  z
    .string()
    .min(1, `must have 1 to ${longest} characters`)
    .max(longest, `must have 1 to ${longest} characters`)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'must be text without U+0000')
    .optional()
    .meta({ description: `${what} contains this, in any case.` });

const whole = (value: unknown) => (typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value);

const points = (what: string) =>
  z
    .preprocess(whole, z.int('must be a whole number from 0 to 2,147,483,647').min(0).max(2_147_483_647))
    .optional()
    .meta({ description: what });

const date = (what: string) =>
  z.iso.date('must be a date such as 1990-12-31').optional().meta({ description: what });

const time = (what: string) =>
  z.iso
    .datetime({ offset: true, error: 'must be a time such as 2024-05-01T12:00:00Z' })
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
  gender: z.enum(genders).optional(),
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
  has_address: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .optional()
    .meta({ description: 'With an address, or without.' }),
};

const commonShape = {
  ...filterShape,
  search: z
    .string()
    .min(2, `must have 2 to ${longest} characters`)
    .max(longest, `must have 2 to ${longest} characters`)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'must be text without U+0000')
    .optional()
    .meta({
      description:
        'Looked for in names, customer id, phone number, address, points and birthday (as 1990-12-31), as `match` says.',
    }),
  match: z
    .enum(['contains', 'best'])
    .default('contains')
    .meta({
      description:
        '`contains`: rows of which one column contains the whole search text, in the order of `sort_by`. `best`: words in any column, ' +
        'prefixes and small typing errors included, best match first unless `sort_by` is given; the naive API answers it like `contains`.',
    }),
  sort_by: z.enum(sortKeys).optional().meta({ description: 'Default `created`. Rows without a value come last.' }),
  ordering: z.enum(orderings).optional().meta({
    description: 'Default `descending` for `created`, `last_updated`, `last_activity` and `points`, else `ascending`.',
  }),
  page_size: z
    .preprocess(whole, z.int('must be a whole number from 1 to 100').min(1).max(100))
    .default(20)
    .meta({ description: 'Customers a page.' }),
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
    if ((typeof low === 'string' || typeof low === 'number') && (typeof high === 'string' || typeof high === 'number')) {
      if (value(low) > value(high))
        context.addIssue({ code: 'custom', path: [from], message: `must not be after ${to}` });
    }
  }
};

export const naiveListSchema = z
  .strictObject({
    ...commonShape,
    page: z
      .preprocess(whole, z.int('must be a whole number from 1 to 1,000,000').min(1).max(1_000_000))
      .default(1)
      .meta({ description: 'Page number, from 1.' }),
  })
  .superRefine(possible);
export type NaiveListQuery = z.output<typeof naiveListSchema>;

export const optimizedListSchema = z
  .strictObject({
    ...commonShape,
    cursor: z.string().min(1).max(2000).optional().meta({
      description: '`next` or `previous` of an earlier answer to the same filters. It is signed and fits no other query.',
    }),
    page: z
      .preprocess(whole, z.int('must be a whole number from 1 to 1,000').min(1).max(1000))
      .optional()
      .meta({ description: 'Jumps to a page, for people; only without `cursor`, and no deeper than page 1,000.' }),
    total: z
      .enum(['none', 'capped', 'estimated'])
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
