import { copySql, createStagingSql, stagingTable, stagingUpdate, stagingUpdateSql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const stagingUpdateVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    stagingUpdate(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) =>
    [
      createStagingSql(table),
      copySql(table, 'binary', stagingTable),
      `ANALYZE ${stagingTable}`,
      stagingUpdateSql(table),
    ].join(';\n'),
};
