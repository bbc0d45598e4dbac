import { answer, problems } from '@lab/rest';
import type { FastifyZodOpenApiSchema } from 'fastify-zod-openapi';
import { z } from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { optimizedPageSchema } from '../contract/answers.ts';
import { customerSchema } from '../contract/customer.ts';
import { customerParamsSchema } from '../contract/customer-params.ts';
import { optimizedListSchema } from '../contract/list-query.ts';
import type { JsonPage, OptimizedReader } from '../core/customer-reader.ts';
import { secondsSince } from './seconds-since.ts';
import { serverTiming } from './server-timing.ts';
import type { ZodApp } from './zod-app.ts';

const tags = ['Customers, optimised'];

// Both answers of 200 are declared wide, for what is sent is not the object but its text.
const pageAnswers: ZodOpenApiResponsesObject = {
  200: answer('A page.', optimizedPageSchema),
  ...problems('not-signed-in', 'bad-input', 'bad-cursor', 'query-too-slow'),
};

const customerAnswers: ZodOpenApiResponsesObject = {
  200: answer('The customer.', customerSchema),
  ...problems('not-signed-in', 'bad-input', 'customer-not-found', 'query-too-slow'),
};

const listSchema = {
  operationId: 'listCustomers',
  summary: 'List, filter, search and sort customers by cursor',
  description:
    '`next` and `previous` are cursors: give one as `cursor` with otherwise the same parameters. A page costs the same however deep it lies.',
  tags,
  querystring: optimizedListSchema,
  response: pageAnswers,
} satisfies FastifyZodOpenApiSchema;

const getSchema = {
  operationId: 'getCustomer',
  summary: 'One customer',
  description: '`Server-Timing` of the answer has its time in milliseconds and the number of its statements.',
  tags,
  params: customerParamsSchema,
  querystring: z.strictObject({}),
  response: customerAnswers,
} satisfies FastifyZodOpenApiSchema;

const json = 'application/json; charset=utf-8';

/** `results` is text from the database and goes out as it is: neither parsed nor written anew. */
const bodyOf = ({ next, previous, total, results }: JsonPage, seconds: number, queries: number): string =>
  `{"next":${JSON.stringify(next)},"previous":${JSON.stringify(previous)}` +
  `${total === undefined ? '' : `,"total":${JSON.stringify(total)}`}` +
  `,"results":${results},"performance":{"execution_time_s":${seconds},"query_count":${queries}}}`;

/** Adds the routes of the optimised API. */
export const optimizedRoutes = (app: ZodApp, reader: OptimizedReader): void => {
  app.get('/customers', { schema: listSchema }, async (request, reply) => {
    const trace = { queries: 0 };
    const page = await reader.list(request.query, trace);
    return reply.type(json).send(bodyOf(page, secondsSince(request.arrivedAt), trace.queries));
  });

  app.get('/customers/:id', { schema: getSchema }, async (request, reply) => {
    const trace = { queries: 0 };
    const customer = await reader.get(request.params.id, trace);
    return reply.header('server-timing', serverTiming(request.arrivedAt, trace)).type(json).send(customer);
  });
};
