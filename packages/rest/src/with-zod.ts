import { Readable } from 'node:stream';
// Teaches Fastify's schemas the words of OpenAPI (tags, summary, security …) for whoever compiles a route alone.
import type {} from '@fastify/swagger';
import type { FastifyInstance, FastifySchemaCompiler } from 'fastify';
import { type FastifyZodOpenApiTypeProvider, serializerCompiler } from 'fastify-zod-openapi';
import type { z } from 'zod';
import { toInputError } from './to-input-error.ts';

/** A stream is not checked: its route reads it piece by piece, and the schema is there for the document alone. */
const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (value: unknown) => {
    if (value instanceof Readable) return { value };
    const parsed = schema.safeParse(value);
    return parsed.success ? { value: parsed.data } : { error: toInputError(httpPart, parsed.error) };
  };

/**
 * The instance of a plugin, with zod schemas for its routes: input is checked before the handler and typed inside it. A refusal is a
 * LabError, `invalid-body` (422) for a body and `bad-input` (400) for everything else, so that a plugin says the same in any host.
 */
export const withZod = (app: FastifyInstance) => {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  return app.withTypeProvider<FastifyZodOpenApiTypeProvider>();
};
