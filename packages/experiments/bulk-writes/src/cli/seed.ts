import { inTransaction } from '@lab/db';
import type { Pool } from 'pg';
import { similarityRows } from '../core/dataset/similarity-rows.ts';
import { makeGenes } from '../core/imports/make-genes.ts';
import { writeByStrategy } from '../core/imports/write-by-strategy.ts';

const demoGenes = 200;

/** A little demo data for an empty database: 200 genes and their 40,000 scores. Leaves any other database alone. */
export const seed = async (pool: Pool): Promise<{ readonly genes: number; readonly similarities: number }> =>
  await inTransaction(pool, async (client) => {
    // Two starts at once must not both find it empty.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('bulk_writes_import'))`);
    const { rows } = await client.query('SELECT 1 FROM bulk_writes_gene LIMIT 1');
    if (rows.length > 0) return { genes: 0, similarities: 0 };
    const ids = await makeGenes(client, demoGenes);
    const matrix = { size: demoGenes, seed: 1 };
    const { written } = await writeByStrategy({
      client,
      workload: 'create',
      strategy: 'copy-binary',
      rows: similarityRows(matrix, ids, { count: demoGenes ** 2, version: 'first' }),
    });
    return { genes: demoGenes, similarities: written };
  });
