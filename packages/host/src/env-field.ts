import { z } from 'zod';

const portSentence = 'must be a port from 0 to 65535';

/** Schemas of the settings that several hosts have. Each message is the rest of a sentence that begins with the name. */
export const envField = {
  /** A URL of one of these protocols, such as `redis:`. */
  url: (...protocols: readonly string[]) =>
    z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
      message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    }),

  /** Where to listen; loopback unless told otherwise. */
  host: () => z.string().min(1).default('127.0.0.1'),

  /** Where to listen; 0 is any free one. */
  port: (preferred: number) =>
    z.coerce
      .number({ error: portSentence })
      .int(portSentence)
      .min(0, portSentence)
      .max(65_535, portSentence)
      .default(preferred),

  mode: () =>
    z.enum(['development', 'production'], { error: 'must be development or production' }).default('production'),

  /** The levels of pino. */
  logLevel: (sentence = 'must be fatal, error, warn, info, debug, trace or silent') =>
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: sentence }).default('info'),
};
