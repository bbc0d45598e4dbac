// A process that writes and is killed before it answers: while it waits after its COMMIT, or before it has committed at all.
import { createPool } from '@lab/db';
import { z } from 'zod';
import { afterWrite } from '../../../src/core/cache/after-write.ts';

const { databaseUrl, commits } = z
  .object({ databaseUrl: z.string(), commits: z.boolean() })
  .parse(JSON.parse(process.argv[2] ?? ''));
const pool = createPool({ connectionString: databaseUrl, applicationName: 'lab-cache-writer', max: 1 });
process.on('disconnect', () => process.exit());
if (!commits) await pool.query('BEGIN');
await pool.query('UPDATE optimized.customer SET revision = revision + 1');
process.send?.('written');
await afterWrite({ leaseMs: 600_000 });
