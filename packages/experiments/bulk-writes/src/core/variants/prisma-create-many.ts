import type { WriteVariant } from '../write-variant.ts';
import { inOneTransaction } from './in-one-transaction.ts';

const rowsPerCall = 5000;

export const prismaCreateManyVariant: WriteVariant = {
  similarities: (context) =>
    inOneTransaction(context, rowsPerCall, (transaction, batch) =>
      transaction.bulkWritesGeneSimilarity.createMany({
        data: batch.map(({ gene1_id, gene2_id, ...rest }) => ({ gene1Id: gene1_id, gene2Id: gene2_id, ...rest })),
      }),
    ),
  genes: (context) =>
    inOneTransaction(context, rowsPerCall, (transaction, batch) =>
      transaction.bulkWritesGene.createMany({
        data: batch.map((row) => ({ systematicName: row.systematic_name, commonName: row.common_name })),
      }),
    ),
  sql: (table) =>
    `INSERT INTO ${table.sql} (${table.columns.map(({ sql }) => sql).join(', ')}) VALUES (…), (…)\n-- 5,000 rows a call, which Prisma cuts into statements of at most 32,766 parameters`,
  sketch: true,
};
