import { geneTableName } from './gene-table.ts';
import { similarityTableName as name } from './similarity-table.ts';

/** The table as the migration makes it, without indexes and foreign keys. */
export const createSimilarityTableSql = (schema: string): string =>
  `CREATE TABLE "${schema}"."${name}" ("id" BIGSERIAL NOT NULL, "gene1_id" INTEGER NOT NULL, "gene2_id" INTEGER NOT NULL, "metric" TEXT NOT NULL, "score" DECIMAL(10,3) NOT NULL, "pvalue" DECIMAL(10,6), CONSTRAINT "${name}_score_number" CHECK ("score" <> 'NaN'))`;

/** Primary key, unique pair and the index for look-ups from the other side; `full` adds both foreign keys. */
export const indexSimilarityTableSql = (schema: string, constraints: 'bare' | 'full'): string => {
  const table = `"${schema}"."${name}"`;
  const foreignKey = (column: string) =>
    `ALTER TABLE ${table} ADD CONSTRAINT "${name}_${column}_fkey" FOREIGN KEY ("${column}") REFERENCES "${schema}"."${geneTableName}"("id") ON DELETE CASCADE ON UPDATE CASCADE`;
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT "${name}_pkey" PRIMARY KEY ("id")`,
    `CREATE INDEX "${name}_gene2_id_idx" ON ${table}("gene2_id")`,
    `CREATE UNIQUE INDEX "${name}_gene1_id_gene2_id_metric_key" ON ${table}("gene1_id", "gene2_id", "metric")`,
    ...(constraints === 'full' ? [foreignKey('gene1_id'), foreignKey('gene2_id')] : []),
  ].join(';\n');
};
