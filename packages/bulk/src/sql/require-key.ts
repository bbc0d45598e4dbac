import { BulkError } from '../bulk-error.ts';
import type { Table } from '../define-table.ts';

/** Verbs that find rows by their key need one, and something to write beside it. */
export const requireKey = (table: Table): void => {
  if (table.key.length === 0)
    throw new BulkError('bad-usage', `Table ${table.name}: describe its \`key\` to update or upsert.`, {
      table: table.name,
    });
  if (table.values.length === 0)
    throw new BulkError(
      'bad-usage',
      `Table ${table.name}: all described columns are its key; there is nothing to update.`,
      {
        table: table.name,
      },
    );
};
