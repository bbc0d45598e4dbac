import { copySql, createStagingSql, stagingTable, stagingUpsert, stagingUpsertSql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const stagingUpsertVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    stagingUpsert(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) =>
    [
      createStagingSql(table),
      copySql(table, 'binary', stagingTable),
      `ANALYZE ${stagingTable}`,
      stagingUpsertSql(table),
    ].join(';\n'),
};
