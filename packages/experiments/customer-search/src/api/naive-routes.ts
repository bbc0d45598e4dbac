import { answer, problems } from '@lab/rest';
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi';
import { z } from 'zod';
import { naivePageSchema } from '../contract/answers.ts';
import { customerSchema } from '../contract/customer.ts';
import { customerParamsSchema } from '../contract/customer-params.ts';
import { naiveListSchema } from '../contract/list-query.ts';
import type { NaiveReader } from '../core/customer-reader.ts';
import { secondsSince } from './seconds-since.ts';
import { serverTiming } from './server-timing.ts';
import type { ZodApp } from './zod-app.ts';

const tags = ['Customers, naive'];

const listSchema = {
  operationId: 'listCustomersNaively',
  summary: 'List, filter, search and sort customers by page number',
  description: 'Counts all that match and reads each customer by itself: the API of the first day.',
  tags,
  querystring: naiveListSchema,
  response: {
    200: answer('A page.', naivePageSchema),
    ...problems('not-signed-in', 'bad-input', 'query-too-slow'),
  },
} satisfies FastifyZodOpenApiSchema;

const getSchema = {
  operationId: 'getCustomerNaively',
  summary: 'One customer',
  description: '`Server-Timing` of the answer has its time in milliseconds and the number of its statements.',
  tags,
  params: customerParamsSchema,
  querystring: z.strictObject({}),
  response: {
    200: answer('The customer.', customerSchema),
    ...problems('not-signed-in', 'bad-input', 'customer-not-found', 'query-too-slow'),
  },
} satisfies FastifyZodOpenApiSchema;

/** Adds the routes of the naive API. */
export const naiveRoutes = (app: ZodApp, reader: NaiveReader): void => {
  app.get('/customers', { schema: listSchema }, async (request) => {
    const trace = { queries: 0 };
    const page = await reader.list(request.query, trace);
    const performance = {
      execution_time: secondsSince(request.arrivedAt),
      query_count: trace.queries,
      total_records: page.count,
    };
    return { ...page, performance };
  });

  app.get('/customers/:id', { schema: getSchema }, async (request, reply) => {
    const trace = { queries: 0 };
    const customer = await reader.get(request.params.id, trace);
    reply.header('server-timing', serverTiming(request.arrivedAt, trace));
    return customer;
  });
};
