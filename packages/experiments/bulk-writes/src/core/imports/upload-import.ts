import { isBulkError } from '@lab/bulk';
import { inTransaction } from '@lab/db';
import { isLabError, LabError } from '@lab/errors';
import { acquireLease, keepLease, type Lease } from '@lab/jobs/server';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { ImportView } from '../../contract/imports.ts';
import { countBytes } from './count-bytes.ts';
import { endImport } from './end-import.ts';
import { getImport } from './get-import.ts';
import { notifyImport } from './notify-import.ts';
import { parseScores } from './parse-scores.ts';
import { reportProgress } from './report-progress.ts';
import { takeTurn } from './take-turn.ts';
import { writeUpload } from './write-upload.ts';

export interface UploadImportOptions {
  readonly pool: Pool;
  /** The bytes as they come. */
  readonly source: AsyncIterable<Uint8Array>;
  readonly metric: string;
  /** What the sender says of the file; its bytes are counted when all of them have come. */
  readonly file: { readonly name: string | null; readonly bytes: number | null };
  readonly createdBy: string | null;
  /** Name of this process, for people. */
  readonly holder: string;
  /** Aborted when the caller goes away or this process stops. */
  readonly signal: AbortSignal;
  readonly leaseSeconds?: number;
}

const record = async ({ pool, createdBy, file }: UploadImportOptions): Promise<string> => {
  const id = uuidv7();
  await pool.query(
    `WITH created AS (
       INSERT INTO bulk_writes_import (id, workload, strategy, source, status, started_at, created_by, file_name, file_bytes)
       VALUES ($1, 'upsert', 'staging-upsert', 'upload', 'running', now(), $2, $3, $4) RETURNING id)
     SELECT ${notifyImport('id')} FROM created`,
    [id, createdBy, file.name, file.bytes],
  );
  return id;
};

/** What the caller is told: a refused line as it is, a failure of its own connection as such. */
const explain = (error: unknown, signal: AbortSignal): unknown => {
  if (isBulkError(error) && isLabError(error.cause)) return error.cause;
  if (signal.aborted || (isBulkError(error) && error.code === 'source-failed'))
    return new LabError(
      'bad-input',
      { problem: 'The upload was cut off before its end; nothing was written.' },
      { cause: error },
    );
  return error;
};

/**
 * Writes an uploaded file of scores as it arrives, in the process that receives it: nothing is stored between, and the caller
 * learns at once which line is wrong. All or nothing; the row of the import says how it went, also when this process dies.
 *
 * @throws LabError `invalid-row` (line, column, value), `cancelled`, `bad-input` when the upload was cut off.
 */
export const uploadImport = async (options: UploadImportOptions): Promise<ImportView> => {
  const { pool, holder, leaseSeconds: seconds = 15 } = options;
  const id = await record(options);
  const taken = await acquireLease({ database: pool, table: 'bulk_writes_import', id, holder, seconds });
  if (taken.outcome !== 'acquired') throw new LabError('lease-lost', { what: `import ${id}` });
  const { lease } = taken;
  await using kept = keepLease({ pool, lease, seconds, everyMs: 1000, cancellable: true });
  try {
    await write(options, lease, AbortSignal.any([kept.signal, options.signal]));
    return await getImport(pool, id);
  } catch (error) {
    const reason: unknown = kept.signal.aborted ? kept.signal.reason : explain(error, options.signal);
    await recordFailure(pool, lease, reason);
    throw reason;
  }
};

const write = async (options: UploadImportOptions, lease: Lease, signal: AbortSignal): Promise<void> => {
  const { pool, metric } = options;
  const start = performance.now();
  const source = countBytes(options.source);
  await inTransaction(pool, async (client) => {
    await takeTurn(client, signal);
    const written = await writeUpload({
      client,
      lines: parseScores(source.bytes),
      metric,
      signal,
      onProgress: reportProgress(pool, lease),
    });
    const seconds = (performance.now() - start) / 1000;
    await endImport(client, lease, { status: 'finished', rows: written, seconds, fileBytes: source.total() });
  });
};

const recordFailure = async (pool: Pool, lease: Lease, reason: unknown): Promise<void> => {
  const known = isLabError(reason) || isBulkError(reason);
  if (isLabError(reason) && reason.code === 'lease-lost') return;
  const line = isLabError(reason) ? reason.data.line : undefined;
  await endImport(pool, lease, {
    status: isLabError(reason) && reason.code === 'cancelled' ? 'cancelled' : 'failed',
    rows: 0,
    error: known ? reason.message : 'Something went wrong on our side; nothing was written.',
    ...(typeof line === 'number' && { errorLine: line }),
    // Where the database is gone, the lease runs out and the row is read as failed.
  }).catch(() => {});
};
