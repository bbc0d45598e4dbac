import { envField, parseEnv } from '@lab/host';
import { z } from 'zod';

const schema = z.object({
  DATABASE_URL: envField.url('postgresql:', 'postgres:'),
  /** Absent: BullMQ works on Postgres. */
  REDIS_URL: envField.url('redis:', 'rediss:').optional(),
  /** Where to measure. Absent: a private cluster in `.lab/bench`. */
  BENCH_DATABASE_URL: envField.url('postgresql:', 'postgres:').optional(),
  /** Another lock than that of the machine, for tests whose numbers nobody reads. */
  MEASURING_LOCK: z.string().min(1).optional(),
  HOST: envField.host(),
  PORT: envField.port(3002),
  LAB_MODE: envField.mode(),
  /** The checkout; `.lab` lies in it. */
  LAB_ROOT: z.string().min(1),
  LOG_LEVEL: envField.logLevel(),
});

const missing = {
  DATABASE_URL: 'must name the PostgreSQL server, like postgresql://user:password@host:5432/database',
  LAB_ROOT: 'must name the folder of the checkout, in whose .lab the measuring cluster lies',
};

/** Reads the environment once. Throws an Error whose message is one sentence per bad value. */
export const readEnv = (source: Readonly<Record<string, string | undefined>> = process.env) =>
  parseEnv(schema, source, { missing });
