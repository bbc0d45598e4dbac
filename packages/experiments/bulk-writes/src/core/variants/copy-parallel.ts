import { copyParallel, copySql, moveStagedSql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const copyParallelVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    copyParallel(pool, table, rows, { connections: 2, signal, onProgress: progress }),
  ),
  sql: (table) =>
    [
      `CREATE UNLOGGED TABLE staging_0 AS SELECT … FROM ${table.sql} WITH NO DATA -- and staging_1`,
      `${copySql(table, 'binary', 'staging_0')} -- and staging_1, at the same time`,
      moveStagedSql(table, ['staging_0', 'staging_1']),
      'DROP TABLE staging_0, staging_1',
    ].join(';\n'),
  sketch: true,
};
