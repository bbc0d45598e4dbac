import type { Customer } from '../../contract/customer.ts';
import { customerSchema } from '../../contract/customer.ts';
import type { Optimization } from '../../contract/optimizations.ts';
import { itemColumns, itemJson } from './item-columns.ts';
import type { RunQuery } from './run-query.ts';
import { sourceOf } from './source.ts';

const schemaOf = (without: ReadonlySet<Optimization>) => (without.has('indexes') ? 'naive' : 'optimized');

const columnNames = customerSchema.keyof().options;

/** Rows to objects to text, as a server does that does not let the database write JSON. */
export const rowsToJson = (rows: readonly (readonly unknown[])[]): string[] =>
  rows.map((row) =>
    JSON.stringify(
      Object.fromEntries(columnNames.map((name, place) => [name, name === 'id' ? Number(row[place]) : row[place]])),
    ),
  );

const nested = async (
  query: RunQuery,
  schema: string,
  id: string,
): Promise<Pick<Customer, 'address' | 'relationship'>> => {
  const addresses = await query<[Customer['address']]>({
    sql: `SELECT row_to_json(a) FROM (SELECT a.street, a.street_number, a.city_code, a.city, a.country FROM ${schema}.address AS a
      JOIN ${schema}.app_user AS u ON u.address_id = a.id WHERE u.id = $1::bigint) AS a`,
    values: [id],
  });
  const relationships = await query<[Customer['relationship']]>({
    sql: `SELECT row_to_json(r) FROM (SELECT r.points, to_char(r.last_activity AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS last_activity
      FROM ${schema}.customer_relationship AS r WHERE r.app_user_id = $1::bigint) AS r`,
    values: [id],
  });
  return { address: addresses[0]?.[0] ?? null, relationship: relationships[0]?.[0] ?? null };
};

/** N+1: the user of each id, then its address, then its relationship, one statement after the other. */
const oneByOne = async (
  query: RunQuery,
  without: ReadonlySet<Optimization>,
  ids: readonly string[],
): Promise<string[]> => {
  const schema = schemaOf(without);
  const items: string[] = [];
  for (const id of ids) {
    const users = await query<unknown[]>({
      sql: `SELECT u.id, u.first_name, u.last_name, u.gender, u.customer_id, u.phone_number,
          to_char(u.created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), to_char(u.birthday, 'YYYY-MM-DD'),
          to_char(u.last_updated AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        FROM ${schema}.app_user AS u WHERE u.id = $1::bigint`,
      values: [id],
    });
    const { address, relationship } = await nested(query, schema, id);
    items.push(...rowsToJson(users.map((user) => [...user, address, relationship])));
  }
  return items;
};

/** Customers by key as JSON texts, in the order of the keys; one that was deleted meanwhile is left out. */
export const fetchItems = async (
  query: RunQuery,
  without: ReadonlySet<Optimization>,
  ids: readonly string[],
): Promise<string[]> => {
  if (ids.length === 0) return [];
  if (without.has('joins')) return oneByOne(query, without, ids);
  const inOrder = `FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted (id, place) JOIN ${sourceOf(without)} ON c.id = wanted.id
    ORDER BY wanted.place`;
  if (without.has('json'))
    return rowsToJson(await query<unknown[]>({ sql: `SELECT ${itemColumns} ${inOrder}`, values: [ids] }));
  const rows = await query<[string]>({ sql: `SELECT ${itemJson} ${inOrder}`, values: [ids] });
  return rows.map(([item]) => item);
};
