import { geneTableName } from '../tables/gene-table.ts';
import { similarityTableName } from '../tables/similarity-table.ts';

// The first 60 bits of the MD5 of each row, added up: whatever the order, and a row that comes twice counts twice.
const sum = (text: string): string =>
  `count(*)::text AS rows, coalesce(sum(('x' || substr(md5(${text}), 1, 15))::bit(60)::bigint), 0)::text AS checksum`;

/** Row count and checksum over names and values; surrogate keys do not enter. */
export const similarityChecksumSql = (schema: string): string =>
  `SELECT ${sum(`a.systematic_name || '|' || b.systematic_name || '|' || s.metric || '|' || s.score || '|' || coalesce(s.pvalue::text, '')`)}
     FROM "${schema}"."${similarityTableName}" s
     LEFT JOIN "${schema}"."${geneTableName}" a ON a.id = s.gene1_id
     LEFT JOIN "${schema}"."${geneTableName}" b ON b.id = s.gene2_id`;

export const geneChecksumSql = (schema: string): string =>
  `SELECT ${sum(`systematic_name || '|' || coalesce(common_name, '')`)} FROM "${schema}"."${geneTableName}"`;
