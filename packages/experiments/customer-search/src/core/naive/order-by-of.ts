import type { Prisma } from '@lab/db';
import { type NaiveListQuery, orderOf, type SortKey } from '../../contract/list-query.ts';

type OrderBy = Prisma.NaiveAppUserOrderByWithRelationInput;

/** Rows without a value last in both directions, the id in the same direction behind every key. */
export const orderByOf = (query: NaiveListQuery): OrderBy[] => {
  const { key, ordering } = orderOf(query);
  const sort: Prisma.SortOrder = ordering === 'ascending' ? 'asc' : 'desc';
  const nullsLast: Prisma.SortOrderInput = { sort, nulls: 'last' };
  const keys: Readonly<Record<SortKey, readonly OrderBy[]>> = {
    created: [{ created: sort }],
    full_name: [{ firstName: sort }, { lastName: sort }],
    first_name: [{ firstName: sort }],
    last_name: [{ lastName: sort }],
    customer_id: [{ customerId: sort }],
    city: [{ address: { city: nullsLast } }],
    country: [{ address: { country: nullsLast } }],
    points: [{ relationship: { points: nullsLast } }],
    last_activity: [{ relationship: { lastActivity: nullsLast } }],
    last_updated: [{ lastUpdated: sort }],
  };
  return [...keys[key], { id: sort }];
};
