import type { z } from 'zod';

export interface ParseEnvOptions {
  /** Name of each setting that has no default → the rest of "… is missing: it". */
  readonly missing?: Readonly<Record<string, string>>;
}

/** Throws an Error whose message is one sentence, on a line of its own, for each bad value. */
export const parseEnv = <Schema extends z.ZodObject>(
  schema: Schema,
  source: Readonly<Record<string, string | undefined>>,
  { missing = {} }: ParseEnvOptions = {},
): z.output<Schema> => {
  // An empty variable is how shells and compose files say "absent".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return name in given ? `${name} ${message}.` : `${name} is missing: it ${missing[name] ?? 'must be set'}.`;
  });
  throw new Error(sentences.join('\n'));
};
