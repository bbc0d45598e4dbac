import { z } from 'zod';

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const schema = z.object({
  DATABASE_URL: url(['postgresql:', 'postgres:']),
  /** Absent: BullMQ works on Postgres. */
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce
    .number({ error: 'must be a port from 0 to 65535' })
    .int('must be a port from 0 to 65535')
    .min(0, 'must be a port from 0 to 65535')
    .max(65_535, 'must be a port from 0 to 65535')
    .default(3000),
  LAB_MODE: z.enum(['development', 'production'], { error: 'must be development or production' }).default('production'),
  /** The checkout; `.lab` lies in it. */
  LAB_ROOT: z.string().min(1).optional(),
  AUTH_SECRET: z.string().min(32, 'must be at least 32 characters of randomness'),
  PUBLIC_URL: url(['http:', 'https:']).default('http://localhost:3000'),
  DASHBOARD_URL: url(['http:', 'https:']).default('http://127.0.0.1:3001'),
  /** Addresses or CIDR ranges, comma-separated, whose X-Forwarded-* are believed. Absent: nobody's. */
  TRUSTED_PROXIES: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .default([]),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
});

export type Env = z.infer<typeof schema>;

/** Reads the environment once. Throws an Error whose message is one sentence per bad value. */
export const readEnv = (source: Readonly<Record<string, string | undefined>> = process.env): Env => {
  // An empty variable is how shells and compose files say "absent".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues
      .map((issue) => {
        const name = String(issue.path[0]);
        return name in given
          ? `${name} ${issue.message}.`
          : `${name} is missing: it ${describe[name] ?? 'must be set'}.`;
      })
      .join('\n'),
  );
};

const describe: Readonly<Record<string, string>> = {
  DATABASE_URL: 'must name the PostgreSQL server, like postgresql://user:password@host:5432/database',
  AUTH_SECRET: 'must be at least 32 characters of randomness (`openssl rand -base64 32`)',
};
