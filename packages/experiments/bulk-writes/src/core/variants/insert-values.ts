import { insertValues, insertValuesSql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const insertValuesVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    insertValues(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) => `${insertValuesSql(table, 2)}\n-- … 1,000 rows a statement`,
  sketch: true,
};
