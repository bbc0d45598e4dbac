import type { Pool } from 'pg';
import type { ImportView } from '../../contract/imports.ts';
import { type ImportRow, importColumns, importTable, toImportView } from './import-row.ts';

/** The latest imports, newest first. */
export const listImports = async (pool: Pool, limit = 20): Promise<ImportView[]> => {
  const { rows } = await pool.query<ImportRow>(
    `SELECT ${importColumns} FROM ${importTable} ORDER BY created_at DESC, id DESC LIMIT $1`,
    [limit],
  );
  return rows.map(toImportView);
};
