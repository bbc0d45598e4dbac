import { isRanked, type OptimizedListQuery, orderOf } from '../../contract/list-query.ts';

const times: ReadonlySet<string> = new Set<keyof OptimizedListQuery>([
  'created_from',
  'created_to',
  'last_updated_from',
  'last_updated_to',
  'last_activity_from',
  'last_activity_to',
]);

/**
 * The same text for queries that ask for the same page: defaults written out, keys in order, what has no effect left out, times in UTC.
 * Case stays as it is: which letters are the same without it, the database's collation says, and a wrong guess would answer another
 * query's page.
 */
export const canonicalQuery = (query: OptimizedListQuery): string => {
  const { match, sort_by, ordering, ...rest } = query;
  const order = isRanked(query) ? { ordering } : { sort_by: orderOf(query).key, ordering: orderOf(query).ordering };
  const effective = { ...rest, ...order, ...(query.search !== undefined && { match }) };
  return JSON.stringify(
    Object.entries(effective)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, times.has(key) && typeof value === 'string' ? new Date(value).toISOString() : value])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
};
