// Takes the lease of a row and tries to write with it when told to go on after SIGSTOP: a slow worker that has lost it.
import { createPool } from '@lab/db';
import { acquireLease, fencedUpdate, keepLease } from '../../src/server/index.ts';

const { databaseUrl, id } = JSON.parse(process.argv[2] ?? '{}');
await using pool = createPool({ connectionString: databaseUrl, applicationName: 'lab-lease-holder', max: 2 });
const taken = await acquireLease({ database: pool, table: 'run', id, holder: 'slow worker', seconds: 0.5 });
if (taken.outcome !== 'acquired') throw new Error(`The lease is ${taken.outcome}.`);
await using kept = keepLease({ pool, lease: taken.lease, seconds: 0.5 });
process.send?.('holds');
await new Promise((resolve) => kept.signal.addEventListener('abort', resolve));
process.send?.(`aborted: ${kept.signal.reason.code}`);
try {
  await fencedUpdate(pool, taken.lease, { verdict: 'late' });
  process.send?.('written');
} catch (error) {
  process.send?.(error instanceof Error && 'code' in error ? `refused: ${error.code}` : `failed: ${error}`);
}
process.disconnect?.();
