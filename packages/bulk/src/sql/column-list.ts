import type { Table, TableColumn } from '../define-table.ts';

/** `"a", "b"`, or `v."a", v."b"` with an alias. */
export const columnList = (columns: readonly TableColumn[], alias?: string): string =>
  columns.map(({ sql }) => (alias === undefined ? sql : `${alias}.${sql}`)).join(', ');

/** `t."id" = v."id" AND …` */
export const sameKey = (key: readonly TableColumn[], left: string, right: string): string =>
  key.map(({ sql }) => `${left}.${sql} = ${right}.${sql}`).join(' AND ');

/** `"score" = v."score", …` */
export const assignments = (values: readonly TableColumn[], from: string): string =>
  values.map(({ sql }) => `${sql} = ${from}.${sql}`).join(', ');

/** `(t."a", t."b") IS DISTINCT FROM (v."a", v."b")`. json has no equality, so it is compared as text. */
export const differs = (values: readonly TableColumn[], left: string, right: string): string => {
  const row = (alias: string) =>
    values.map(({ sql, codec }) => `${alias}.${sql}${codec.sqlType === 'json' ? '::text' : ''}`).join(', ');
  return `(${row(left)}) IS DISTINCT FROM (${row(right)})`;
};

/** `("a", "b")`, and that the values of an identity column which is generated always are meant. */
export const insertedColumns = ({ columns }: Table, overriding: boolean): string =>
  `(${columnList(columns)})${overriding ? ' OVERRIDING SYSTEM VALUE' : ''}`;
