import { copySql, replaceTable } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

export const replaceTableVariant: WriteVariant = {
  ...forBoth(({ pool, table, rows, signal, progress }) =>
    replaceTable(pool, table, rows, { signal, onProgress: progress }),
  ),
  sql: (table) =>
    [
      `CREATE TABLE bulk_new (LIKE ${table.sql} INCLUDING ALL EXCLUDING INDEXES)`,
      copySql(table, 'binary', 'bulk_new', true),
      '-- indexes, primary key, foreign keys as the old table has them',
      'ANALYZE bulk_new',
      `SET LOCAL lock_timeout = 100; LOCK TABLE ${table.sql} IN ACCESS EXCLUSIVE MODE -- tried again on timeout`,
      'ALTER SEQUENCE … OWNED BY bulk_new.id',
      `DROP TABLE ${table.sql} RESTRICT`,
      `ALTER TABLE bulk_new RENAME TO "${table.name}"`,
      '-- triggers, row security, grants, publications, comments as the old table had them',
    ].join(';\n'),
  sketch: true,
};
