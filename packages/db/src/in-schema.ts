import type { SqlDriverAdapterFactory, SqlQueryable } from '@prisma/driver-adapter-utils';
import { escapeIdentifier } from 'pg';

const move = <Q extends SqlQueryable>(queryable: Q, into: string): Q => {
  const queryRaw = queryable.queryRaw.bind(queryable);
  const executeRaw = queryable.executeRaw.bind(queryable);
  const moved = <S extends { readonly sql: string }>(query: S): S => ({
    ...query,
    sql: query.sql.replaceAll('"public".', `${into}.`),
  });
  const methods: Pick<SqlQueryable, 'queryRaw' | 'executeRaw'> = {
    queryRaw: (query) => queryRaw(moved(query)),
    executeRaw: (query) => executeRaw(moved(query)),
  };
  return Object.assign(queryable, methods);
};

/**
 * Sends what is meant for the schema `public` to another one. Every model names its schema, as Prisma wants it where there are several,
 * and then the adapter's own option `schema` moves nothing. Values travel as parameters, so only names are replaced.
 */
export const inSchema = (factory: SqlDriverAdapterFactory, schema: string): SqlDriverAdapterFactory => {
  const into = escapeIdentifier(schema);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = move(await factory.connect(), into);
      const startTransaction = adapter.startTransaction.bind(adapter);
      return Object.assign(adapter, {
        startTransaction: async (...options: Parameters<typeof startTransaction>) =>
          move(await startTransaction(...options), into),
      });
    },
  };
};
