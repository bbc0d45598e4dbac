import { fencedUpdate, type Lease } from '@lab/jobs/server';
import type { Pool } from 'pg';
import { notifyImport } from './notify-import.ts';

const everyMs = 300;

/**
 * Writes how many rows are done, at most every 300 ms and one statement at a time; a lost one is followed by the next. Runs
 * beside the import's own transaction, so that others see it.
 */
export const reportProgress = (pool: Pool, lease: Lease): ((rows: number) => void) => {
  let writing = false;
  let last = 0;
  return (rows) => {
    const now = performance.now();
    if (writing || now - last < everyMs) return;
    writing = true;
    last = now;
    fencedUpdate(pool, lease, { rows_done: rows })
      .then(() => pool.query(`SELECT ${notifyImport('$1::text')}`, [lease.id]))
      .catch(() => {})
      .finally(() => {
        writing = false;
      });
  };
};
