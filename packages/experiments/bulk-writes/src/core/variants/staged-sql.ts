import { copySql, createStagingSql, stagingTable, type Table } from '@lab/bulk';

/** The statements of a verb that goes through a staging table; the last ones are its own. */
export const stagedSql = (table: Table, ...last: readonly string[]): string =>
  [createStagingSql(table), copySql(table, 'binary', stagingTable), `ANALYZE ${stagingTable}`, ...last].join(';\n');
