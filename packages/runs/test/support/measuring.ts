import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '@lab/services';
import { Client } from 'pg';
import { rowsBefore } from '../fixture/bench.ts';
import { expectGone } from './start-host.ts';

/** What a run may leave behind on the server that it measures. */
export interface Inspection {
  /** Sessions of runs that the server still has. */
  sessions(): Promise<number>;
  /** What lies in the table that the fixture writes into. */
  target(): Promise<{ readonly before: number; readonly written: number }>;
}

/** A server to measure on that belongs to one test file, a checkout folder, and a lock that is not the machine's. */
export interface Measuring extends Inspection, AsyncDisposable {
  /** SIGKILL of its postmaster; it is back on the same port when this resolves. */
  killAndRestart(): Promise<void>;
  readonly databaseUrl: string;
  readonly labRoot: string;
  readonly lockName: string;
}

export const untouched = { before: rowsBefore, written: 0 };

export const inspectMeasuring = (connectionString: string): Inspection => {
  const query = async <Row extends object>(database: string, sql: string): Promise<Row | undefined> => {
    const client = new Client({ connectionString: connectionString.replace(/postgres$/, database) });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows[0];
    } finally {
      await client.end();
    }
  };
  return {
    sessions: async () =>
      (
        await query<{ count: number }>(
          'postgres',
          `SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name LIKE 'lab-bench%'`,
        )
      )?.count ?? -1,
    target: async () =>
      (await query<{ before: number; written: number }>(
        'lab_bench',
        'SELECT (count(*) FILTER (WHERE n < 0))::int AS before, (count(*) FILTER (WHERE n > 0))::int AS written FROM fixture_target',
      )) ?? { before: -1, written: -1 },
  };
};

export const startMeasuring = async (): Promise<Measuring> => {
  const labRoot = await mkdtemp(join(tmpdir(), 'lab-measuring-'));
  const directory = join(labRoot, 'server');
  let server: PostgresServer = await startPostgres({ directory, settings: { fsync: 'off' } });
  return {
    killAndRestart: async () => {
      const { pid, port } = server;
      process.kill(pid, 'SIGKILL');
      await expectGone([pid]);
      await server.stop();
      server = await startPostgres({ directory, port, settings: { fsync: 'off' } });
    },
    databaseUrl: server.connectionString,
    labRoot,
    lockName: `lab-test-${randomBytes(6).toString('hex')}`,
    ...inspectMeasuring(server.connectionString),
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(labRoot, { recursive: true, force: true });
    },
  };
};
