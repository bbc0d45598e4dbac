import { z } from 'zod';

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });
const portSentence = 'must be a port from 0 to 65535';

const schema = z.object({
  DATABASE_URL: url(['postgresql:', 'postgres:']),
  /** Absent: BullMQ works on Postgres. */
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  /** Where to measure. Absent: a private cluster in `.lab/bench`. */
  BENCH_DATABASE_URL: url(['postgresql:', 'postgres:']).optional(),
  /** Another lock than that of the machine, for tests whose numbers nobody reads. */
  MEASURING_LOCK: z.string().min(1).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce
    .number({ error: portSentence })
    .int(portSentence)
    .min(0, portSentence)
    .max(65_535, portSentence)
    .default(3002),
  LAB_MODE: z.enum(['development', 'production'], { error: 'must be development or production' }).default('production'),
  /** The checkout; `.lab` lies in it. */
  LAB_ROOT: z.string().min(1),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
});

export type Env = z.infer<typeof schema>;

const describe: Readonly<Record<string, string>> = {
  DATABASE_URL: 'must name the PostgreSQL server, like postgresql://user:password@host:5432/database',
  LAB_ROOT: 'must name the folder of the checkout, in whose .lab the measuring cluster lies',
};

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
