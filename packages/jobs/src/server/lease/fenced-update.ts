import { LabError } from '@lab/errors';
import { escapeIdentifier } from 'pg';
import type { Database, Lease } from './lease.ts';

/**
 * Changes columns of the leased row, if the lease is still ours. Inside a transaction it also locks the row, so that whatever else the
 * transaction writes stands or falls with the lease.
 * @param columns name → value; names are constants of the code
 * @throws LabError `lease-lost` when another has taken over: the late result is refused
 */
export const fencedUpdate = async (
  database: Database,
  lease: Lease,
  columns: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const names = Object.keys(columns);
  const assignments = ['lease = lease', ...names.map((name, index) => `${escapeIdentifier(name)} = $${index + 3}`)];
  const { rowCount } = await database.query(
    `UPDATE ${escapeIdentifier(lease.table)} SET ${assignments.join(', ')} WHERE id = $1 AND lease = $2`,
    [lease.id, lease.token, ...names.map((name) => columns[name])],
  );
  if (rowCount !== 1) throw new LabError('lease-lost', { what: `${lease.table} ${lease.id}` });
};
