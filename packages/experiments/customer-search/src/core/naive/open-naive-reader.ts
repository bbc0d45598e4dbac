import { createPool, createPrisma } from '@lab/db';
import type { NaiveReader } from '../customer-reader.ts';
import { createNaiveReader } from './create-naive-reader.ts';
import { tracePool } from './trace-pool.ts';

export interface OpenNaiveReaderOptions {
  readonly connectionString: string;
  readonly applicationName: string;
  /** Most connections at once. */
  readonly max: number;
  /** A statement that takes longer is stopped: LabError `query-too-slow`. */
  readonly statementTimeoutMs: number;
}

/** The naive API's reader with a pool and a Prisma client of its own, which end with its scope. */
export const openNaiveReader = (options: OpenNaiveReaderOptions): NaiveReader & AsyncDisposable => {
  const { connectionString, applicationName, max, statementTimeoutMs } = options;
  const pool = createPool({
    connectionString,
    applicationName,
    max,
    // Prisma's adapter reads and writes times as if every session were in UTC.
    settings: { TimeZone: 'UTC', statement_timeout: String(statementTimeoutMs) },
  });
  tracePool(pool);
  const prisma = createPrisma(connectionString, { pool });
  return {
    ...createNaiveReader({ prisma, statementTimeoutMs }),
    [Symbol.asyncDispose]: async () => {
      await prisma[Symbol.asyncDispose]();
      await pool[Symbol.asyncDispose]();
    },
  };
};
