import { LabError } from '@lab/errors';
import type { Pool } from 'pg';
import type { ImportView } from '../../contract/imports.ts';
import { type ImportRow, importColumns, importTable, toImportView } from './import-row.ts';

/** @throws LabError `import-not-found`. */
export const getImport = async (pool: Pool, id: string): Promise<ImportView> => {
  const { rows } = await pool.query<ImportRow>(`SELECT ${importColumns} FROM ${importTable} WHERE id = $1`, [id]);
  const row = rows[0];
  if (row === undefined) throw new LabError('import-not-found', { import: id });
  return toImportView(row);
};
