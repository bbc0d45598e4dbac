import { geneTableName } from './gene-table.ts';

/** The table as the migration makes it, without its indexes. */
export const createGeneTableSql = (schema: string): string =>
  `CREATE TABLE "${schema}"."${geneTableName}" ("id" SERIAL NOT NULL, "systematic_name" TEXT NOT NULL, "common_name" TEXT)`;

/** The primary key and the unique name, under the names that the migration gives them. */
export const indexGeneTableSql = (schema: string): string =>
  [
    `ALTER TABLE "${schema}"."${geneTableName}" ADD CONSTRAINT "${geneTableName}_pkey" PRIMARY KEY ("id")`,
    `CREATE UNIQUE INDEX "${geneTableName}_systematic_name_key" ON "${schema}"."${geneTableName}"("systematic_name")`,
  ].join(';\n');
