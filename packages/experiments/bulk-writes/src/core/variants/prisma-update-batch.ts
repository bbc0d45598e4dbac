import type { WriteVariant } from '../write-variant.ts';
import { inOneTransaction } from './in-one-transaction.ts';

// One connection sends them one after the other; queued, they spare waiting for this process between two.
const updatesQueued = 500;

export const prismaUpdateBatchVariant: WriteVariant = {
  similarities: (context) =>
    inOneTransaction(context, updatesQueued, (transaction, batch) =>
      Promise.all(
        batch.map(({ gene1_id, gene2_id, metric, score, pvalue }) =>
          transaction.bulkWritesGeneSimilarity.update({
            where: { gene1Id_gene2Id_metric: { gene1Id: gene1_id, gene2Id: gene2_id, metric } },
            data: { score, pvalue },
          }),
        ),
      ),
    ),
  genes: (context) =>
    inOneTransaction(context, updatesQueued, (transaction, batch) =>
      Promise.all(
        batch.map(({ systematic_name, common_name }) =>
          transaction.bulkWritesGene.update({
            where: { systematicName: systematic_name },
            data: { commonName: common_name },
          }),
        ),
      ),
    ),
  sql: (table) =>
    `BEGIN;\nUPDATE ${table.sql} SET ${table.values.map(({ sql }, index) => `${sql} = $${index + 1}`).join(', ')} WHERE ${table.key.map(({ sql }, index) => `${sql} = $${table.values.length + index + 1}`).join(' AND ')} RETURNING …;\n-- one statement a row\nCOMMIT`,
  sketch: true,
};
