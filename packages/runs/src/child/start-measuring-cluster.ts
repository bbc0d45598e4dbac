import { totalmem } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '@lab/services';

const mib = 1024 * 1024;

/**
 * Durable as in production (fsync, synchronous_commit and full_page_writes stay on); what would start by itself in the
 * middle of a sample is put off: checkpoints are the runner's, autovacuum is off because every sample starts vacuumed.
 * All of it is recorded with the result.
 */
const settings = (): Record<string, string> => ({
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  autovacuum: 'off',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
  shared_buffers: `${Math.round(Math.min(1024, Math.max(128, totalmem() / mib / 8)))}MB`,
  maintenance_work_mem: '256MB',
});

/** The private cluster in `.lab/bench/postgres`. The caller holds the machine lock, so nobody else uses it. */
export const startMeasuringCluster = (labRoot: string): Promise<PostgresServer> =>
  startPostgres({ directory: join(labRoot, '.lab', 'bench', 'postgres'), settings: settings() });
