import { copyBinary, copySql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const copyBinaryVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    copyBinary(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) => copySql(table, 'binary'),
};
