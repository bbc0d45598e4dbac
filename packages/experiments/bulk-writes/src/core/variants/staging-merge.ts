import { stagingMerge, stagingMergeSql } from '@lab/bulk';
import { missingFor } from '../../contract/workload-id.ts';
import { forBoth, type WriteVariant } from '../write-variant.ts';
import { stagedSql } from './staged-sql.ts';

export const stagingMergeVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, workload, signal, progress }) =>
    stagingMerge(pool, table, rows, { missing: missingFor(workload), signal, onProgress: progress }),
  ),
  sql: (table, workload) =>
    stagedSql(table, 'SAVEPOINT bulk_staged', stagingMergeSql(table, { missing: missingFor(workload) })),
};
