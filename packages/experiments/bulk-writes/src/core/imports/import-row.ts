import type { ImportStatus, ImportView } from '../../contract/imports.ts';

/** Columns of a view. An upload whose process died stays `running` in its row; nobody takes it over, so its lease tells. */
export const importColumns = `id, workload, strategy, source, genes, file_name, file_bytes::float8 AS file_bytes, rows_done, rows_total, seconds, error_line,
  CASE WHEN lost THEN 'failed' ELSE status END AS status,
  CASE WHEN lost THEN 'The process that took the upload has ended; nothing was written.' ELSE error END AS error,
  cancel_requested_at, created_at, started_at, finished_at`;

export const importTable = `(SELECT *, source = 'upload' AND status = 'running' AND coalesce(lease_until, started_at) < now() - interval '5 s' AS lost
  FROM bulk_writes_import) AS bulk_writes_import`;

export interface ImportRow {
  readonly id: string;
  readonly workload: string;
  readonly strategy: string;
  readonly source: 'generated' | 'upload';
  readonly genes: number | null;
  readonly file_name: string | null;
  readonly file_bytes: number | null;
  readonly status: ImportStatus;
  readonly rows_done: number;
  readonly rows_total: number | null;
  readonly seconds: number | null;
  readonly error: string | null;
  readonly error_line: number | null;
  readonly cancel_requested_at: Date | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export const toImportView = (row: ImportRow): ImportView => ({
  id: row.id,
  workload: row.workload,
  strategy: row.strategy,
  source: row.source,
  genes: row.genes,
  fileName: row.file_name,
  fileBytes: row.file_bytes,
  status: row.status,
  rowsDone: row.rows_done,
  rowsTotal: row.rows_total,
  seconds: row.seconds,
  error: row.error,
  errorLine: row.error_line,
  cancelRequestedAt: iso(row.cancel_requested_at),
  createdAt: row.created_at.toISOString(),
  startedAt: iso(row.started_at),
  finishedAt: iso(row.finished_at),
});
