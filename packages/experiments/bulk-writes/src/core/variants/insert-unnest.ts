import { insertUnnest, insertUnnestSql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const insertUnnestVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    insertUnnest(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) => insertUnnestSql(table),
};
