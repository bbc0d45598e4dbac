import { updateValues, updateValuesSql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const updateValuesVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    updateValues(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) => `${updateValuesSql(table, 2)}\n-- … 1,000 rows a statement`,
  sketch: true,
};
