import { defineTable, nullable, type Table } from '@lab/bulk';

const columns = { systematic_name: 'text', common_name: nullable('text') } as const;
export type GeneColumns = typeof columns;

export const geneTableName = 'bulk_writes_gene';

export const geneTable = (schema: string): Table<GeneColumns> =>
  defineTable({ schema, name: geneTableName, columns, key: ['systematic_name'] });
