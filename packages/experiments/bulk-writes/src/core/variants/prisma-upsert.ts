import type { WriteVariant } from '../write-variant.ts';

export const prismaUpsertVariant: WriteVariant = {
  similarities: async ({ prisma, rows, signal, progress }) => {
    let done = 0;
    for await (const { gene1_id, gene2_id, metric, score, pvalue } of rows) {
      signal.throwIfAborted();
      const key = { gene1Id: gene1_id, gene2Id: gene2_id, metric };
      await prisma.bulkWritesGeneSimilarity.upsert({
        where: { gene1Id_gene2Id_metric: key },
        create: { ...key, score, pvalue },
        update: { score, pvalue },
      });
      progress(++done);
    }
  },
  genes: async ({ prisma, rows, signal, progress }) => {
    let done = 0;
    for await (const { systematic_name, common_name } of rows) {
      signal.throwIfAborted();
      await prisma.bulkWritesGene.upsert({
        where: { systematicName: systematic_name },
        create: { systematicName: systematic_name, commonName: common_name },
        update: { commonName: common_name },
      });
      progress(++done);
    }
  },
  sql: (table) =>
    `INSERT INTO ${table.sql} (…) VALUES (…) ON CONFLICT (${table.key.map(({ sql }) => sql).join(', ')}) DO UPDATE SET ${table.values.map(({ sql }, index) => `${sql} = $${index + 1}`).join(', ')} RETURNING …\n-- one statement a row`,
  sketch: true,
};
