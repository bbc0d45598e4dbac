import { copySql, copyText } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const copyTextVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    copyText(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) => copySql(table, 'text'),
};
