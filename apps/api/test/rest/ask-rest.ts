import { z } from 'zod';
import type { RunningApi } from '../start-api.ts';

type Headers = Readonly<Record<string, string>>;

/** One request below /api as a program sends it: no cookie, no origin, JSON where there is a body. */
export const askRest = async (
  { url }: Pick<RunningApi, 'url'>,
  method: string,
  path: string,
  headers: Headers = {},
  body?: unknown,
) => {
  const response = await fetch(url + path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answered: unknown = text === '' ? null : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: answered };
};

const tokenSchema = z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.int() });
const keySchema = z.object({ id: z.string(), key: z.string(), start: z.string(), expiresAt: z.string() });

/** Signs the administrator in as a program; resolves with the header that it sends from then on. */
export const bearerOf = async (api: RunningApi, credentials: object = api.administrator): Promise<Headers> => {
  const { body } = await askRest(api, 'POST', '/api/v1/tokens', {}, credentials);
  return { authorization: `Bearer ${tokenSchema.parse(body).access_token}` };
};

/** A new API key of whoever sends `headers`. */
export const newKey = async (api: RunningApi, headers: Headers, name = 'test') => {
  const { body } = await askRest(api, 'POST', '/api/v1/keys', headers, { name });
  const { id, key, start } = keySchema.parse(body);
  return { id, key, start, headers: { 'x-api-key': key } };
};
