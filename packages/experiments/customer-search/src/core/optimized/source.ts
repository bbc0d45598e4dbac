import type { Optimization } from '../../contract/optimizations.ts';

const joined = (schema: 'naive' | 'optimized'): string => `(
  SELECT u.id, u.first_name, u.last_name, u.gender, u.customer_id, u.phone_number, u.created, u.birthday, u.last_updated,
    u.address_id IS NOT NULL AS has_address, a.street, a.street_number, a.city_code, a.city, a.country,
    r.app_user_id IS NOT NULL AS has_relationship, r.points, r.last_activity
  FROM ${schema}.app_user AS u
  LEFT JOIN ${schema}.address AS a ON a.id = u.address_id
  LEFT JOIN ${schema}.customer_relationship AS r ON r.app_user_id = u.id
) AS c`;

/**
 * What a page is selected from: the read table, or the three base tables joined under the same column names. Without indexes
 * that is the schema that has none; making and dropping them for every sample would measure the making.
 */
export const sourceOf = (without: ReadonlySet<Optimization>): string => {
  if (without.has('indexes')) return joined('naive');
  if (without.has('read-table') || without.has('joins')) return joined('optimized');
  return 'optimized.customer AS c';
};
