import { defineTable, nullable, type Table } from '@lab/bulk';

const columns = {
  gene1_id: 'int4',
  gene2_id: 'int4',
  metric: 'text',
  score: 'numeric(10,3)',
  pvalue: nullable('numeric(10,6)'),
} as const;
export type SimilarityColumns = typeof columns;

export const similarityTableName = 'bulk_writes_gene_similarity';

export const similarityTable = (schema: string): Table<SimilarityColumns> =>
  defineTable({ schema, name: similarityTableName, columns, key: ['gene1_id', 'gene2_id', 'metric'] });
