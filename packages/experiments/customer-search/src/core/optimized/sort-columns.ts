import type { SortKey } from '../../contract/list-query.ts';

interface SortColumn {
  readonly name: string;
  /** Type that a cursor's text is read back as. */
  readonly type: 'text' | 'timestamptz' | 'integer';
}

/** What a sort key orders by, before the tie-breaker. Only single columns can be NULL; rows without a value come last. */
export interface SortColumns {
  readonly columns: readonly SortColumn[];
  readonly nullable: boolean;
}

const one = (name: string, type: SortColumn['type'], nullable = false): SortColumns => ({
  columns: [{ name, type }],
  nullable,
});

export const sortColumns: Readonly<Record<SortKey, SortColumns>> = {
  created: one('created', 'timestamptz'),
  full_name: {
    columns: [
      { name: 'first_name', type: 'text' },
      { name: 'last_name', type: 'text' },
    ],
    nullable: false,
  },
  first_name: one('first_name', 'text'),
  last_name: one('last_name', 'text'),
  customer_id: one('customer_id', 'text'),
  city: one('city', 'text', true),
  country: one('country', 'text', true),
  points: one('points', 'integer', true),
  last_activity: one('last_activity', 'timestamptz', true),
  last_updated: one('last_updated', 'timestamptz'),
};

/** A column as the text that a cursor carries: times with all six digits, since a JS Date would lose three and skip rows. */
export const asCursorText = ({ name, type }: SortColumn): string =>
  type === 'timestamptz' ? `to_char(c.${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')` : `c.${name}::text`;
