import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from './generated/client.ts';
import { inSchema } from './in-schema.ts';

export type DisposablePrisma = PrismaClient & AsyncDisposable;

export interface PrismaOptions {
  readonly applicationName?: string;
  /** Most connections at once; default 10. An ORM client has a pool of its own, beside those of `createPool`. */
  readonly max?: number;
  /** A query that gets no connection in this time fails; default 10,000. */
  readonly connectionTimeoutMs?: number;
  /** Where the tables of the schema `public` are looked for instead. */
  readonly schema?: string;
  /** Use this pool instead of an own one, e.g. to count its round trips; its owner ends it and sets its sessions to UTC. */
  readonly pool?: Pool;
}

/** The Prisma client of the shared schema on the pg driver; disconnects with its scope. */
export const createPrisma = (connectionString: string, options: PrismaOptions = {}): DisposablePrisma => {
  const { applicationName = 'lab-prisma', max = 10, connectionTimeoutMs = 10_000, schema, pool } = options;
  const adapter = new PrismaPg(
    pool ?? {
      connectionString,
      application_name: applicationName,
      max,
      connectionTimeoutMillis: connectionTimeoutMs,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      // The adapter reads timestamptz as if every session were in UTC: it cuts the offset off.
      options: '-c TimeZone=UTC',
    },
    // Without a listener the loss of a connection would end the process; the next query opens a new one.
    { onPoolError: () => undefined, onConnectionError: () => undefined },
  );
  const client = new PrismaClient({
    adapter: schema === undefined || schema === 'public' ? adapter : inSchema(adapter, schema),
  });
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.$disconnect() });
};
