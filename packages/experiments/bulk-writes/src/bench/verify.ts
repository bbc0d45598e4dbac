import type { SampleSpec, Verified } from '@lab/bench';
import { workloadOf } from '../contract/workload-id.ts';
import { openDataset } from '../core/dataset/open-dataset.ts';
import { geneChecksumSql, similarityChecksumSql } from '../core/measuring/checksum-sql.ts';
import { expectedChecksum } from '../core/measuring/expected-checksum.ts';
import { versionFor } from '../core/measuring/versions.ts';
import { geneTableName } from '../core/tables/gene-table.ts';
import { similarityTableName } from '../core/tables/similarity-table.ts';
import { openPool } from './open-pool.ts';
import { type Step, schema } from './step.ts';

/** By run, workload and rows: the generator gives the same rows to every sample. */
const expected = new Map<string, string>();

const expectation = async ({ runId, workload, params, seed, signal }: Step, rows: number): Promise<string> => {
  const key = `${runId} ${workload} ${rows}`;
  const known = expected.get(key);
  if (known !== undefined) return known;
  const dataset = await openDataset(params, seed);
  const version = versionFor(workloadOf(workload));
  const checksum = await expectedChecksum(rows, (index) => dataset.text(index, version), signal);
  expected.set(key, checksum);
  return checksum;
};

/** Compares what the table holds with what the generator says it should hold. */
export const verify = async (step: Step, { rows }: SampleSpec): Promise<Verified> => {
  await using pool = openPool(step);
  const genes = step.params.table === 'genes';
  const table = `"${schema}"."${genes ? geneTableName : similarityTableName}"`;
  const found = await pool.query<{ rows: string; checksum: string }>(
    genes ? geneChecksumSql(schema) : similarityChecksumSql(schema),
  );
  const sizes = await pool.query<{ table_bytes: string; dead_rows: string }>(
    `SELECT pg_total_relation_size($1::regclass)::text AS table_bytes, coalesce(pg_stat_get_dead_tuples($1::regclass), 0)::text AS dead_rows`,
    [table],
  );
  const checksum = found.rows[0]?.checksum ?? '';
  const count = Number(found.rows[0]?.rows);
  const wanted = await expectation(step, rows);
  const ok = count === rows && checksum === wanted;
  return {
    rows: count,
    checksum,
    ok,
    ...(ok ? {} : { expected: `${rows} rows with checksum ${wanted} were expected` }),
    metrics: { table_bytes: Number(sizes.rows[0]?.table_bytes), dead_rows: Number(sizes.rows[0]?.dead_rows) },
  };
};
