export { BulkError, type BulkErrorCode, type BulkErrorDetails, isBulkError } from './bulk-error.ts';
export type { BulkOptions, InsertOptions, KeyedOptions, StatementOptions } from './bulk-options.ts';
export type { BulkResult } from './bulk-result.ts';
export {
  type Column,
  type ColumnType,
  type ColumnValues,
  type Json,
  type NullableColumn,
  nullable,
} from './column-type.ts';
export { copySql } from './copy/copy-rows.ts';
export { type Columns, defineTable, type Row, type RowOf, type Table, type TableDescription } from './define-table.ts';
export type { Rows } from './for-each-row.ts';
export { countRoundTrips, type RoundTrips } from './session/count-round-trips.ts';
export { sendCancel } from './session/send-cancel.ts';
export type { Database } from './session/with-session.ts';
export { createStagingSql, stagingTable } from './sql/staging.ts';
export { copyBinary } from './verbs/copy-binary.ts';
export { copyParallel, moveStagedSql, type ParallelOptions } from './verbs/copy-parallel.ts';
export { copyText } from './verbs/copy-text.ts';
export { insertOnConflict, insertOnConflictSql } from './verbs/insert-on-conflict.ts';
export { insertUnnest, insertUnnestSql } from './verbs/insert-unnest.ts';
export { insertValues, insertValuesSql } from './verbs/insert-values.ts';
export { type ReplaceOptions, replaceTable } from './verbs/replace-table.ts';
export { type MergeOptions, stagingMerge, stagingMergeSql } from './verbs/staging-merge.ts';
export { stagingUpdate, stagingUpdateSql } from './verbs/staging-update.ts';
export { stagingUpsert, stagingUpsertSql } from './verbs/staging-upsert.ts';
export { updateUnnest, updateUnnestSql } from './verbs/update-unnest.ts';
export { updateValues, updateValuesSql } from './verbs/update-values.ts';
