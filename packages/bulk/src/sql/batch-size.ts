import { BulkError } from '../bulk-error.ts';
import type { Table } from '../define-table.ts';
import { parameterLimit } from './batch-rows.ts';

/** Checks the caller's batch size, or gives the usual one, cut to what one statement's parameters can carry. */
export const batchSize = (table: Table, asked: number | undefined, usual: number, perRow: number): number => {
  const limit = perRow === 0 ? 1_000_000 : Math.floor(parameterLimit / perRow);
  if (asked === undefined) return Math.min(usual, limit);
  if (Number.isInteger(asked) && asked >= 1 && asked <= limit) return asked;
  throw new BulkError(
    'bad-usage',
    `Table ${table.name}: batchRows must be a whole number from 1 to ${limit} (a statement carries ${parameterLimit} parameters); it was ${asked}.`,
    { table: table.name },
  );
};
