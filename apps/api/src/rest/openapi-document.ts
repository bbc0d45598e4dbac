import swagger from '@fastify/swagger';
import { answer, problems, withZod } from '@lab/rest';
import fastifyPlugin from 'fastify-plugin';
import { fastifyZodOpenApiPlugin, fastifyZodOpenApiTransformers } from 'fastify-zod-openapi';
import { z } from 'zod';

export const documentPath = '/api/openapi.json';

const description = `
What Backend Lab answers to programs. Its pages use the same verbs by tRPC.

**Who asks.** Send an API key of your account page as \`X-API-Key\`, or a bearer token of \`POST /api/v1/tokens\` as \`Authorization\`. A browser that is
signed in sends its cookie. A key or token that is wrong is refused, whatever cookie comes with it.

**What is refused** comes as \`application/problem+json\` (RFC 9457) with a \`code\` of one closed table.

**How often.** Requests are counted by API key, account or address; every answer carries \`RateLimit-Limit\`, \`RateLimit-Remaining\` and
\`RateLimit-Reset\` (seconds). Beyond, \`429\` says in \`Retry-After\` when to come back.
`.trim();

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'A token of POST /api/v1/tokens.' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'A key of your account page.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'lab.session_token',
    description: 'What signing in to the pages sets.',
  },
} as const;

/** Describes every route that is registered after it on this instance or below, as OpenAPI 3.1 at `documentPath`. */
export const openapiDocument = fastifyPlugin(
  async (app) => {
    await app.register(fastifyZodOpenApiPlugin, { components: { securitySchemes } });
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: { title: 'Backend Lab', version: '1', description, license: { name: 'MIT', identifier: 'MIT' } },
        // Relative: the page of the reference may only ask where it came from, whatever name that has.
        servers: [{ url: '/' }],
        components: { securitySchemes },
        security: Object.keys(securitySchemes).map((name) => ({ [name]: [] })),
        tags: [
          { name: 'Customers, naive', description: 'customer-search as it is written on the first day.' },
          {
            name: 'Customers, optimised',
            description: 'customer-search as it is written for three million customers.',
          },
          { name: 'Runs', description: 'Runs of experiments as files.' },
          { name: 'Bulk writes', description: 'Imports of the experiment bulk-writes.' },
          { name: 'Account', description: 'Who asks, tokens and API keys.' },
          { name: 'Document', description: 'This description itself.' },
        ],
      },
      ...fastifyZodOpenApiTransformers,
    });
    withZod(app);
    // Not through the typed instance: what is sent is text already.
    app.get(
      documentPath,
      {
        schema: {
          tags: ['Document'],
          summary: 'This document',
          security: [],
          response: { 200: answer('OpenAPI 3.1.', z.looseObject({ openapi: z.string() })), ...problems() },
        },
      },
      async (_, reply) =>
        reply.header('cache-control', 'no-cache').type('application/json').send(JSON.stringify(app.swagger())),
    );
  },
  { name: 'openapi-document' },
);
