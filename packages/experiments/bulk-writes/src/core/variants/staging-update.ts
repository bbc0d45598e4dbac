import { stagingUpdate, stagingUpdateSql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';
import { stagedSql } from './staged-sql.ts';

export const stagingUpdateVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    stagingUpdate(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) => stagedSql(table, stagingUpdateSql(table)),
};
