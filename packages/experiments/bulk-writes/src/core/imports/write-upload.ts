import { copyBinary, defineTable, nullable } from '@lab/bulk';
import { LabError } from '@lab/errors';
import type { PoolClient } from 'pg';
import type { ScoreLine } from './parse-scores.ts';

const upload = defineTable({
  schema: 'pg_temp',
  name: 'bulk_writes_upload',
  columns: {
    line: 'int4',
    gene1: 'text',
    gene2: 'text',
    score: 'numeric(10,3)',
    pvalue: nullable('numeric(10,6)'),
  },
});

const createSql = `CREATE TEMPORARY TABLE bulk_writes_upload (line int, gene1 text, gene2 text, score numeric(10,3), pvalue numeric(10,6)) ON COMMIT DROP`;

/** The pair that comes twice and was found first, by its lines. */
const repeatedSql = `SELECT gene1, gene2, (array_agg(line ORDER BY line))[1:2] AS lines FROM bulk_writes_upload
  GROUP BY gene1, gene2 HAVING count(*) > 1 ORDER BY (array_agg(line ORDER BY line))[2] LIMIT 1`;

const genesSql = `INSERT INTO bulk_writes_gene (systematic_name)
  SELECT name FROM (SELECT gene1 AS name FROM bulk_writes_upload UNION SELECT gene2 FROM bulk_writes_upload) names ORDER BY name
  ON CONFLICT (systematic_name) DO NOTHING`;

// Names become keys once a pair, by two hash joins; the original asked twice a cell.
const scoresSql = `INSERT INTO bulk_writes_gene_similarity (gene1_id, gene2_id, metric, score, pvalue)
  SELECT a.id, b.id, $1, u.score, u.pvalue FROM bulk_writes_upload u
    JOIN bulk_writes_gene a ON a.systematic_name = u.gene1 JOIN bulk_writes_gene b ON b.systematic_name = u.gene2
  ON CONFLICT (gene1_id, gene2_id, metric) DO UPDATE SET score = excluded.score, pvalue = excluded.pvalue`;

export interface UploadWrite {
  readonly client: PoolClient;
  readonly lines: AsyncIterable<ScoreLine>;
  readonly metric: string;
  readonly signal: AbortSignal;
  readonly onProgress: (rows: number) => void;
}

/**
 * Writes scores that name their genes, inside the caller's transaction: COPY into a temporary table, new genes, then one upsert.
 * @throws LabError `invalid-row` that names the line, `bad-input` for a file without a line of scores; BulkError.
 */
export const writeUpload = async ({ client, lines, metric, signal, onProgress }: UploadWrite): Promise<number> => {
  await client.query(createSql);
  const { rows } = await copyBinary(client, upload, lines, { signal, onProgress, sequences: 'leave' });
  if (rows === 0)
    throw new LabError('bad-input', {
      problem:
        'The file has no line with scores: expected lines of gene1, gene2, score and, if there is one, pvalue. Nothing was written.',
    });
  await client.query('ANALYZE bulk_writes_upload');
  const repeated = await client.query<{ gene1: string; gene2: string; lines: [number, number] }>(repeatedSql);
  const [twice] = repeated.rows;
  if (twice !== undefined) {
    const [first, line] = twice.lines;
    const problem = `Line ${line}: the pair ${twice.gene1} and ${twice.gene2} was already given in line ${first}. Nothing was written.`;
    throw new LabError('invalid-row', { problem, line, column: 'all', value: `${twice.gene1} ${twice.gene2}` });
  }
  signal.throwIfAborted();
  await client.query(genesSql);
  const { rowCount } = await client.query(scoresSql, [metric]);
  return rowCount ?? 0;
};
