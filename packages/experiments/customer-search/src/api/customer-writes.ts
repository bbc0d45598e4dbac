import { answer, problems, withZod } from '@lab/rest';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { customerSchema } from '../contract/customer.ts';
import { customerParamsSchema } from '../contract/customer-params.ts';
import { createCustomerSchema, patchCustomerSchema } from '../contract/write-customer.ts';
import { afterWrite } from '../core/cache/after-write.ts';
import { createCustomer } from '../core/writes/create-customer.ts';
import { deleteCustomer } from '../core/writes/delete-customer.ts';
import { patchCustomer } from '../core/writes/patch-customer.ts';

export interface CustomerWritesOptions {
  readonly pool: Pool;
  /** Throws (`not-signed-in`) unless the caller may write. */
  readonly authenticate: (request: FastifyRequest) => Promise<unknown>;
  /** Awaited after each write and before its answer: resolves when no reader answers from before it any more. The commit wait if absent. */
  readonly settled?: () => Promise<void>;
}

const tags = ['Customers, optimised'];
/** Ten times what the longest customer needs. */
const bodyLimit = 16 * 1024;
const refusals = ['not-signed-in', 'invalid-body', 'bad-input', 'too-large', 'unsupported-media-type'] as const;

/** Refused writes wait as well: a connection that was lost during COMMIT does not tell whether it was one. */
const settling = async <T>(write: Promise<T>, settled: () => Promise<void>): Promise<T> => {
  try {
    return await write;
  } finally {
    await settled();
  }
};

/** `POST /customers`, `PATCH` and `DELETE /customers/:id` below the prefix under which this is mounted. */
export const customerWrites = async (instance: FastifyInstance, options: CustomerWritesOptions) => {
  const { pool, authenticate, settled = () => afterWrite() } = options;
  const app = withZod(instance);

  app.post(
    '/customers',
    {
      onRequest: authenticate,
      bodyLimit,
      schema: {
        tags,
        summary: 'Create a customer',
        description: 'A list that is asked for after this answer has the customer, in every process.',
        body: createCustomerSchema,
        response: { 201: answer('The customer, as GET answers it.', customerSchema), ...problems(...refusals) },
      },
    },
    async (request, reply) => {
      const customer = await settling(createCustomer(pool, request.body), settled);
      return reply.code(201).header('location', `${instance.prefix}/customers/${customer.id}`).send(customer);
    },
  );

  app.patch(
    '/customers/:id',
    {
      onRequest: authenticate,
      bodyLimit,
      schema: {
        tags,
        summary: 'Change a customer',
        description:
          'What is given changes, everything else stays; `address: null` takes the address away, `birthday: null` the birthday. New points ' +
          'count as an activity. Changes are not compared with what was read before: the last one holds.',
        params: customerParamsSchema,
        body: patchCustomerSchema,
        response: {
          200: answer('The customer, as GET answers it.', customerSchema),
          ...problems(...refusals, 'customer-not-found'),
        },
      },
    },
    async (request) => {
      return await settling(patchCustomer(pool, request.params.id, request.body), settled);
    },
  );

  app.delete(
    '/customers/:id',
    {
      onRequest: authenticate,
      schema: {
        tags,
        summary: 'Delete a customer',
        description:
          'With points and activity; the address goes when nobody else has it. Idempotent in its effect: a second DELETE changes nothing and ' +
          'answers 404, because the customer is gone. Whoever does not know whether the first one arrived may repeat it.',
        params: customerParamsSchema,
        response: {
          204: { description: 'The customer is gone.' },
          ...problems('not-signed-in', 'bad-input', 'customer-not-found'),
        },
      },
    },
    async (request, reply) => {
      await settling(deleteCustomer(pool, request.params.id), settled);
      return reply.code(204).send();
    },
  );
};
