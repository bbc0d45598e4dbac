import type { Columns, Row } from '@lab/bulk';
import type { Prisma } from '@lab/db';
import type { WriteContext } from '../write-variant.ts';
import { batches } from './batches.ts';

// The default of 5 s would end the transaction in the middle.
const limits = { timeout: 3_600_000, maxWait: 60_000 };

/** All rows in one interactive transaction of Prisma, a batch at a time: all of them or none. */
export const inOneTransaction = <C extends Columns>(
  { prisma, rows, signal, progress }: WriteContext<C>,
  rowsPerBatch: number,
  write: (transaction: Prisma.TransactionClient, batch: readonly Row<C>[]) => Promise<unknown>,
): Promise<void> =>
  prisma.$transaction(async (transaction) => {
    let done = 0;
    for await (const batch of batches(rows, rowsPerBatch)) {
      signal.throwIfAborted();
      await write(transaction, batch);
      done += batch.length;
      progress(done);
    }
    signal.throwIfAborted();
  }, limits);
