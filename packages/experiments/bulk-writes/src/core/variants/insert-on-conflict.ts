import { insertOnConflict, insertOnConflictSql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const insertOnConflictVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    insertOnConflict(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) => insertOnConflictSql(table),
};
