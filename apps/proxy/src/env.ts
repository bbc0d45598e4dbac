import { z } from 'zod';

const portSentence = 'must be a port from 0 to 65535';
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const schema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce
    .number({ error: portSentence })
    .int(portSentence)
    .min(0, portSentence)
    .max(65_535, portSentence)
    .default(8000),
  LOG_LEVEL: z.enum(levels, { error: `must be one of ${levels.join(', ')}` }).default('info'),
});

export type Env = z.infer<typeof schema>;

/** Reads the environment once. Throws an Error whose message is one sentence per bad value. */
export const readEnv = (source: Readonly<Record<string, string | undefined>> = process.env): Env => {
  // An empty variable is how shells and compose files say "absent".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}.`).join('\n'));
};
