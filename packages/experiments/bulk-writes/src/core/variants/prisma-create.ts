import type { WriteVariant } from '../write-variant.ts';

export const prismaCreateVariant: WriteVariant = {
  similarities: async ({ prisma, rows, signal, progress }) => {
    let done = 0;
    for await (const { gene1_id, gene2_id, metric, score, pvalue } of rows) {
      signal.throwIfAborted();
      await prisma.bulkWritesGeneSimilarity.create({
        data: { gene1Id: gene1_id, gene2Id: gene2_id, metric, score, pvalue },
      });
      progress(++done);
    }
  },
  genes: async ({ prisma, rows, signal, progress }) => {
    let done = 0;
    for await (const { systematic_name, common_name } of rows) {
      signal.throwIfAborted();
      await prisma.bulkWritesGene.create({ data: { systematicName: systematic_name, commonName: common_name } });
      progress(++done);
    }
  },
  sql: (table) =>
    `INSERT INTO ${table.sql} (${table.columns.map(({ sql }) => sql).join(', ')}) VALUES (${table.columns.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING …\n-- one statement a row`,
  sketch: true,
};
