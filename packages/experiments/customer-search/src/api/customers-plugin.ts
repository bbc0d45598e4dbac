import { withZod } from '@lab/rest';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { NaiveReader, OptimizedReader } from '../core/customer-reader.ts';
import { naiveRoutes } from './naive-routes.ts';
import { optimizedRoutes } from './optimized-routes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of `performance.now()`. */
    arrivedAt: number;
  }
}

/** One of the two APIs with what reads for it. */
export type CustomersApi =
  | { readonly api: 'naive'; readonly reader: NaiveReader }
  | { readonly api: 'optimized'; readonly reader: OptimizedReader };

export type CustomersPluginOptions = CustomersApi & {
  /** Throws (`not-signed-in`) unless the caller may read. Without it everybody may: a benchmark's bare host. */
  readonly authenticate?: (request: FastifyRequest) => Promise<unknown>;
};

/**
 * `GET <prefix>/customers` and `GET <prefix>/customers/:id` of one API. The host turns LabErrors into answers, and brings
 * fastify-zod-openapi and @fastify/swagger where it wants a document.
 */
export const customersPlugin = async (instance: FastifyInstance, options: CustomersPluginOptions): Promise<void> => {
  const { authenticate } = options;
  const app = withZod(instance);
  // The schemas of answers document; checking each answer against them would be work that neither API is about.
  app.setSerializerCompiler(() => JSON.stringify);
  app.decorateRequest('arrivedAt', 0);
  app.addHook('onRequest', (request, _reply, done) => {
    request.arrivedAt = performance.now();
    done();
  });
  if (authenticate) {
    app.addHook('onRequest', async (request) => {
      await authenticate(request);
    });
  }
  if (options.api === 'naive') naiveRoutes(app, options.reader);
  else optimizedRoutes(app, options.reader);
};
