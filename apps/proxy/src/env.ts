import { envField, parseEnv } from '@lab/host';
import { z } from 'zod';

const schema = z.object({
  HOST: envField.host(),
  PORT: envField.port(8000),
  LOG_LEVEL: envField.logLevel('must be one of fatal, error, warn, info, debug, trace, silent'),
});

/** Reads the environment once. Throws an Error whose message is one sentence per bad value. */
export const readEnv = (source: Readonly<Record<string, string | undefined>> = process.env) => parseEnv(schema, source);
