import { fencedUpdate, type Lease } from '@lab/jobs/server';
import type { Pool, PoolClient } from 'pg';
import type { ImportStatus } from '../../contract/imports.ts';
import { notifyImport } from './notify-import.ts';

export interface ImportEnd {
  readonly status: Extract<ImportStatus, 'finished' | 'cancelled' | 'failed'>;
  readonly rows: number;
  readonly seconds?: number;
  /** Bytes of the uploaded file, all of which have come. */
  readonly fileBytes?: number;
  readonly error?: string;
  readonly errorLine?: number;
}

/** Writes how an import ended, if its lease is still ours. @throws LabError `lease-lost`. */
export const endImport = async (database: Pool | PoolClient, lease: Lease, end: ImportEnd): Promise<void> => {
  await fencedUpdate(database, lease, {
    status: end.status,
    rows_done: end.rows,
    seconds: end.seconds ?? null,
    ...(end.fileBytes !== undefined && { file_bytes: end.fileBytes }),
    error: end.error ?? null,
    error_line: end.errorLine ?? null,
    finished_at: new Date(),
    lease_holder: null,
    lease_until: null,
  });
  await database.query(`SELECT ${notifyImport('$1::text')}`, [lease.id]);
};
