import { LabError } from '@lab/errors';
import { answer, problems, withZod } from '@lab/rest';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { credentialsSchema, roleSchema, tokenSchema } from '../contract.ts';
import { type KeyRoutesOptions, keyRoutes } from './api-keys/key-routes.ts';
import { issueToken } from './tokens/issue-token.ts';

export type AccountRoutesOptions = KeyRoutesOptions;

const tags = ['Account'];

const accountSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: roleSchema,
    via: z.enum(['session', 'token', 'api-key']).meta({ description: 'By what the request showed who sent it.' }),
  })
  .meta({ id: 'Account' });

/** Who am I, bearer tokens, and API keys: `/account`, `/tokens`, `/keys` below the prefix under which this is mounted. */
export const accountRoutes = async (instance: FastifyInstance, options: AccountRoutesOptions) => {
  const { auth, pool, authenticate } = options;
  const app = withZod(instance);

  app.get(
    '/account',
    {
      onRequest: authenticate,
      schema: {
        tags,
        summary: 'Whose request this is',
        response: { 200: answer('The account.', accountSchema), ...problems('not-signed-in') },
      },
    },
    async (request) => {
      const { keyId: _, ...account } = await authenticate(request);
      return account;
    },
  );

  app.post(
    '/tokens',
    {
      bodyLimit: 16 * 1024,
      schema: {
        tags,
        summary: 'Sign in',
        description:
          'Answers a bearer token for an e-mail address and its password. It is a session like that of a page: it ends when it is signed ' +
          'out, when somebody changes the password, and when the account is banned.',
        security: [],
        body: credentialsSchema,
        response: {
          201: answer('The token.', tokenSchema),
          ...problems('wrong-credentials', 'not-allowed', 'invalid-body', 'too-large', 'unsupported-media-type'),
        },
      },
    },
    async (request, reply) => {
      const userAgent = request.headers['user-agent'];
      const token = await issueToken({ auth, pool, credentials: request.body, address: request.ip, userAgent });
      return reply.code(201).header('cache-control', 'no-store').send(token);
    },
  );

  app.delete(
    '/tokens/current',
    {
      onRequest: authenticate,
      schema: {
        tags,
        summary: 'Sign out',
        description: 'Ends the bearer token that it is sent with, at once.',
        response: { 204: { description: 'It has ended.' }, ...problems('not-signed-in', 'bad-input') },
      },
    },
    async (request, reply) => {
      const { authorization } = request.headers;
      if ((await authenticate(request)).via !== 'token' || authorization === undefined)
        throw new LabError('bad-input', { problem: 'Send the token that is to end, as `Authorization: Bearer`.' });
      await auth.api.signOut({ headers: new Headers({ authorization }) });
      return reply.code(204).send();
    },
  );

  await instance.register(keyRoutes, { auth, pool, authenticate });
};
