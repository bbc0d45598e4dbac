import { resolve } from 'node:path';
import { LabError } from '@lab/errors';
import { z } from 'zod';
import { checkout } from './checkout.ts';

const url = (...protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );
const port = (preferred: number) => {
  const allowed = 'a port from 1 to 65535';
  return z.coerce.number({ error: allowed }).int(allowed).min(1, allowed).max(65_535, allowed).default(preferred);
};

const schema = z.object({
  DATABASE_URL: url('postgresql:', 'postgres:').optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  STORAGE_URL: url('s3:').optional(),
  FEED_STORE_URL: url('http:', 'https:').optional(),
  CLICKHOUSE_URL: url('http:', 'https:').optional(),
  BENCH_DATABASE_URL: url('postgresql:', 'postgres:').optional(),
  PUBLIC_URL: url('http:', 'https:').optional(),
  AUTH_SECRET: z.string().min(32, 'at least 32 characters of randomness').optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Of the front door. */
  PORT: port(3000),
  DASHBOARD_PORT: port(3001),
  WORKER_PORT: port(3002),
  PROXY_PORT: port(8000),
  /** `.lab` lies in it. */
  LAB_ROOT: z
    .string()
    .default(checkout)
    .transform((folder) => resolve(folder)),
});

export type Settings = z.infer<typeof schema> & {
  /** Names of what somebody has set: a default may give way, a wish may not. */
  readonly given: ReadonlySet<string>;
};

/** Values that hold a password are never repeated on the terminal. */
const secret = /URL$|SECRET$/;

/**
 * The settings of `lab dev` and of everything that attaches to it. An empty variable is how shells and compose files
 * say "absent". Throws `bad-setting`, which names the first bad one and what is allowed.
 */
export const readSettings = (source: Readonly<Record<string, string | undefined>> = process.env): Settings => {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return { ...parsed.data, given: new Set(Object.keys(given)) };
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0]);
  throw new LabError('bad-setting', {
    name,
    allowed: issue?.message ?? 'different',
    value: secret.test(name) ? 'something else' : JSON.stringify(given[name]),
  });
};
