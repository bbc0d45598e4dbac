import { stagingUpsert, stagingUpsertSql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';
import { stagedSql } from './staged-sql.ts';

export const stagingUpsertVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    stagingUpsert(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) => stagedSql(table, 'SAVEPOINT bulk_staged', stagingUpsertSql(table)),
};
