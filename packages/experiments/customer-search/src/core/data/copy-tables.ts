import { defineTable, nullable, type RowOf } from '@lab/bulk';
import type { CustomerRow } from './customer-row.ts';

/** The tables of a schema as COPY fills them. */
export const copyTables = (schema: string) => ({
  address: defineTable({
    schema,
    name: 'address',
    columns: { id: 'int8', street: 'text', street_number: 'text', city_code: 'text', city: 'text', country: 'text' },
  }),
  app_user: defineTable({
    schema,
    name: 'app_user',
    columns: {
      id: 'int8',
      first_name: 'text',
      last_name: 'text',
      gender: 'text',
      customer_id: 'text',
      phone_number: 'text',
      created: 'timestamptz',
      birthday: nullable('date'),
      last_updated: 'timestamptz',
      address_id: nullable('int8'),
    },
  }),
  customer_relationship: defineTable({
    schema,
    name: 'customer_relationship',
    columns: {
      id: 'int8',
      app_user_id: 'int8',
      points: 'int4',
      created: 'timestamptz',
      last_activity: nullable('timestamptz'),
    },
  }),
});

/** The read table, where its triggers do not fill it. */
export const copyReadTable = (schema: string) =>
  defineTable({
    schema,
    name: 'customer',
    columns: {
      id: 'int8',
      first_name: 'text',
      last_name: 'text',
      gender: 'text',
      customer_id: 'text',
      phone_number: 'text',
      created: 'timestamptz',
      birthday: nullable('date'),
      last_updated: 'timestamptz',
      has_address: 'bool',
      street: nullable('text'),
      street_number: nullable('text'),
      city_code: nullable('text'),
      city: nullable('text'),
      country: nullable('text'),
      has_relationship: 'bool',
      points: nullable('int4'),
      last_activity: nullable('timestamptz'),
    },
  });

type Tables = ReturnType<typeof copyTables>;

/** Rows of all tables. */
export interface CopyRows {
  readonly address: RowOf<Tables['address']>[];
  readonly app_user: RowOf<Tables['app_user']>[];
  readonly customer_relationship: RowOf<Tables['customer_relationship']>[];
  readonly customer: RowOf<ReturnType<typeof copyReadTable>>[];
}

const none = { street: null, street_number: null, city_code: null, city: null, country: null };
const instant = (microseconds: number): bigint => BigInt(microseconds);

/** Adds what one customer is in each table. All its rows have the customer's id, so that any worker knows them. */
const addCustomer = (rows: CopyRows, id: number, { address, relationship, ...user }: CustomerRow): void => {
  const created = instant(user.created);
  const last_updated = instant(user.last_updated);
  const last_activity =
    relationship === null || relationship.last_activity === null ? null : instant(relationship.last_activity);
  if (address) rows.address.push({ id, ...address });
  const common = { ...user, id, created, last_updated };
  rows.app_user.push({ ...common, address_id: address ? id : null });
  if (relationship)
    rows.customer_relationship.push({
      id,
      app_user_id: id,
      points: relationship.points,
      created: instant(relationship.created),
      last_activity,
    });
  rows.customer.push({
    ...common,
    has_address: address !== null,
    ...(address ?? none),
    has_relationship: relationship !== null,
    points: relationship?.points ?? null,
    last_activity,
  });
};

/** Rows of the customers of `count` indexes from `first` on; the first of them gets the id `firstId`. */
export const copyRowsOf = (
  row: (index: number) => CustomerRow,
  range: { readonly first: number; readonly count: number; readonly firstId: number },
): CopyRows => {
  const rows: CopyRows = { address: [], app_user: [], customer_relationship: [], customer: [] };
  for (let place = 0; place < range.count; place++) addCustomer(rows, range.firstId + place, row(range.first + place));
  return rows;
};
