import type { WriteVariant } from '../write-variant.ts';

export const prismaUpdateVariant: WriteVariant = {
  similarities: async ({ prisma, rows, signal, progress }) => {
    let done = 0;
    for await (const { gene1_id, gene2_id, metric, score, pvalue } of rows) {
      signal.throwIfAborted();
      await prisma.bulkWritesGeneSimilarity.update({
        where: { gene1Id_gene2Id_metric: { gene1Id: gene1_id, gene2Id: gene2_id, metric } },
        data: { score, pvalue },
      });
      progress(++done);
    }
  },
  genes: async ({ prisma, rows, signal, progress }) => {
    let done = 0;
    for await (const { systematic_name, common_name } of rows) {
      signal.throwIfAborted();
      await prisma.bulkWritesGene.update({
        where: { systematicName: systematic_name },
        data: { commonName: common_name },
      });
      progress(++done);
    }
  },
  sql: (table) =>
    `UPDATE ${table.sql} SET ${table.values.map(({ sql }, index) => `${sql} = $${index + 1}`).join(', ')} WHERE ${table.key.map(({ sql }, index) => `${sql} = $${table.values.length + index + 1}`).join(' AND ')} RETURNING …\n-- one statement a row`,
  sketch: true,
};
