import { inTransaction } from '@lab/db';
import { enqueue } from '@lab/jobs/server';
import type { Pool } from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { importJob } from '../../contract/import-job.ts';
import type { StartImport } from '../../contract/imports.ts';
import { notifyImport } from './notify-import.ts';

export interface StartImportOptions {
  readonly pool: Pool;
  readonly request: StartImport;
  readonly createdBy: string | null;
}

/** Records an import and the job that will do it, both or neither. */
export const startImport = async ({
  pool,
  request,
  createdBy,
}: StartImportOptions): Promise<{ readonly id: string }> => {
  const id = uuidv7();
  const { workload, strategy, genes } = request;
  await inTransaction(pool, async (client) => {
    await client.query(
      `WITH created AS (
         INSERT INTO bulk_writes_import (id, workload, strategy, source, genes, rows_total, created_by)
         VALUES ($1, $2, $3, 'generated', $4, $5, $6) RETURNING id)
       SELECT ${notifyImport('id')} FROM created`,
      [id, workload, strategy, genes, genes * genes, createdBy],
    );
    await enqueue(client, importJob, { importId: id });
  });
  return { id };
};
