import { envField, parseEnv } from '@lab/host';
import { z } from 'zod';

const whole = (least: number, most: number, usual: number) => {
  const sentence = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error: sentence }).int(sentence).min(least, sentence).max(most, sentence).default(usual);
};

const schema = z.object({
  DATABASE_URL: envField.url('postgresql:', 'postgres:'),
  /** Absent: BullMQ works on Postgres. */
  REDIS_URL: envField.url('redis:', 'rediss:').optional(),
  HOST: envField.host(),
  PORT: envField.port(3000),
  LAB_MODE: envField.mode(),
  /** The checkout; `.lab` lies in it. */
  LAB_ROOT: z.string().min(1).optional(),
  AUTH_SECRET: z.string().min(32, 'must be at least 32 characters of randomness'),
  PUBLIC_URL: envField.url('http:', 'https:').default('http://localhost:3000'),
  DASHBOARD_URL: envField.url('http:', 'https:').default('http://127.0.0.1:3001'),
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
  /** Requests of one caller below /api in one window: of an API key, an account, or else an address. */
  REST_RATE_LIMIT: whole(1, 1_000_000, 600),
  /** Seconds of that window. */
  REST_RATE_WINDOW: whole(1, 86_400, 60),
  LOG_LEVEL: envField.logLevel(),
});

const missing = {
  DATABASE_URL: 'must name the PostgreSQL server, like postgresql://user:password@host:5432/database',
  AUTH_SECRET: 'must be at least 32 characters of randomness (`openssl rand -base64 32`)',
};

/** Reads the environment once. Throws an Error whose message is one sentence per bad value. */
export const readEnv = (source: Readonly<Record<string, string | undefined>> = process.env) =>
  parseEnv(schema, source, { missing });
