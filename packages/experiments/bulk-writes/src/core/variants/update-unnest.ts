import { updateUnnest, updateUnnestSql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const updateUnnestVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    updateUnnest(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) => updateUnnestSql(table),
};
