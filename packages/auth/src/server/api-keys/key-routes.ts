import { LabError } from '@lab/errors';
import { type Authenticate, answer, type Caller, problems, withZod } from '@lab/rest';
import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import { apiKeySummarySchema, createdApiKeySchema, newApiKeySchema } from '../../contract.ts';
import type { Auth } from '../create-auth.ts';
import { createApiKey } from './create-api-key.ts';
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';

export interface KeyRoutesOptions {
  readonly auth: Auth;
  /** The one that `auth` works on. */
  readonly pool: Pool;
  readonly authenticate: Authenticate;
}

const tags = ['Account'];

/** A stolen key must not make its own successors, nor revoke those that would replace it. */
const keeper = ({ via, id }: Caller): string => {
  if (via === 'api-key') throw new LabError('session-required');
  return id;
};

/** `/keys` below the prefix under which this is mounted. */
export const keyRoutes = async (instance: FastifyInstance, { auth, pool, authenticate }: KeyRoutesOptions) => {
  const app = withZod(instance);

  app.get(
    '/keys',
    {
      onRequest: authenticate,
      schema: {
        tags,
        summary: 'Your API keys',
        description: 'The newest first. The keys themselves are not stored; their first characters are.',
        response: {
          200: answer('The keys.', z.array(apiKeySummarySchema)),
          ...problems('not-signed-in', 'session-required'),
        },
      },
    },
    async (request) => [...(await listApiKeys(pool, keeper(await authenticate(request))))],
  );

  app.post(
    '/keys',
    {
      onRequest: authenticate,
      bodyLimit: 16 * 1024,
      schema: {
        tags,
        summary: 'Make an API key',
        description: 'Sent as `X-API-Key`, it does what its account may do, except managing keys.',
        body: newApiKeySchema,
        response: {
          201: answer('The key. Only this answer has it.', createdApiKeySchema),
          ...problems(
            'not-signed-in',
            'session-required',
            'bad-input',
            'invalid-body',
            'too-large',
            'unsupported-media-type',
          ),
        },
      },
    },
    async (request, reply) => {
      const userId = keeper(await authenticate(request));
      const created = await createApiKey({ auth, pool, userId, request: request.body });
      return reply.code(201).header('cache-control', 'no-store').send(created);
    },
  );

  app.delete(
    '/keys/:id',
    {
      onRequest: authenticate,
      schema: {
        tags,
        summary: 'Revoke an API key',
        params: z.object({ id: z.string().meta({ description: 'Of one of your own keys.' }) }),
        response: {
          204: { description: 'It opens nothing any more.' },
          ...problems('not-signed-in', 'session-required', 'api-key-not-found'),
        },
      },
    },
    async (request, reply) => {
      await revokeApiKey(pool, keeper(await authenticate(request)), request.params.id);
      return reply.code(204).send();
    },
  );
};
