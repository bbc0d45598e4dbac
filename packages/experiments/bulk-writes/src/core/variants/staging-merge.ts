import { copySql, createStagingSql, stagingMerge, stagingMergeSql, stagingTable } from '@lab/bulk';
import { missingFor } from '../../contract/workload-id.ts';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const stagingMergeVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, workload, signal, progress }) =>
    stagingMerge(pool, table, rows, { missing: missingFor(workload), signal, onProgress: progress }),
  ),
  sql: (table, workload) =>
    [
      createStagingSql(table),
      copySql(table, 'binary', stagingTable),
      `ANALYZE ${stagingTable}`,
      stagingMergeSql(table, { missing: missingFor(workload) }),
    ].join(';\n'),
};
