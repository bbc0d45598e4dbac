import swagger from '@fastify/swagger';
import { createPool } from '@lab/db';
import Fastify from 'fastify';
import { fastifyZodOpenApiPlugin, fastifyZodOpenApiTransformers } from 'fastify-zod-openapi';
import { expect, test } from 'vitest';
import { customerWrites } from '../src/api/customer-writes.ts';
import { customersPlugin } from '../src/api/customers-plugin.ts';
import { naiveListSchema, optimizedListSchema } from '../src/contract/list-query.ts';

const nobody = {
  list: () => Promise.reject(new Error('not asked')),
  get: () => Promise.reject(new Error('not asked')),
};

test('the document names every parameter with its limits, and every answer', async () => {
  await using app = Fastify();
  await app.register(fastifyZodOpenApiPlugin);
  await app.register(swagger, { openapi: { openapi: '3.1.0' }, ...fastifyZodOpenApiTransformers });
  await app.register(customersPlugin, { api: 'naive', reader: nobody, prefix: '/naive' });
  await app.register(customersPlugin, { api: 'optimized', reader: nobody, prefix: '/optimized' });
  // Never asked, so never connected.
  await using pool = createPool({ connectionString: 'postgresql://localhost/nowhere', applicationName: 'lab-test' });
  await app.register(customerWrites, { pool, authenticate: async () => {}, prefix: '/optimized' });
  await app.ready();
  const document = app.swagger();
  const { paths = {} } = document;
  for (const [path, schema] of [
    ['/naive/customers', naiveListSchema],
    ['/optimized/customers', optimizedListSchema],
  ] as const) {
    const operation = paths[path]?.get;
    const parameters = operation?.parameters ?? [];
    expect(parameters.map((each) => ('name' in each ? each.name : ''))).toEqual(Object.keys(schema.shape));
    for (const parameter of parameters)
      expect(parameter).toMatchObject({
        in: 'query',
        description: expect.stringMatching(/\w/),
        schema: expect.anything(),
      });
    expect(parameters.find((each) => 'name' in each && each.name === 'page_size')).toMatchObject({
      description: expect.stringContaining('20 unless given'),
      schema: { type: 'integer', minimum: 1, maximum: 100 },
    });
    expect(Object.keys(operation?.responses ?? {})).toEqual(['200', '400', '401', '429', '500', '503']);
    expect(operation?.responses).toMatchObject({
      200: { content: { 'application/json': { schema: { $ref: expect.stringMatching(/CustomerPage/) } } } },
      400: { content: { 'application/problem+json': { schema: { $ref: expect.stringMatching(/Problem/) } } } },
      503: { content: { 'application/problem+json': { schema: { $ref: expect.stringMatching(/Problem/) } } } },
    });
  }
  expect(Object.keys(paths['/optimized/customers/{id}'] ?? {}).sort()).toEqual(['delete', 'get', 'patch']);
  expect(paths['/naive/customers/{id}']?.get?.parameters).toMatchObject([{ name: 'id', in: 'path', required: true }]);
  expect(Object.keys(('components' in document && document.components?.schemas) || {})).toEqual(
    expect.arrayContaining([expect.stringMatching(/^Customer/), expect.stringMatching(/^Address/)]),
  );
});
