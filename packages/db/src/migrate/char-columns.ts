import { ColumnTypeEnum, type SqlDriverAdapter, type SqlQuery, type SqlResultSet } from '@prisma/driver-adapter-utils';
import { escapeIdentifier, type Pool } from 'pg';

/** The one-byte type `"char"` of the system catalogs. */
const charOid = 18;

const isAboutChar = (error: unknown): boolean =>
  error instanceof Error &&
  typeof error.cause === 'object' &&
  error.cause !== null &&
  'kind' in error.cause &&
  error.cause.kind === 'UnsupportedNativeDataType';

/**
 * Introspection reads columns of type `"char"` from the catalogs, which @prisma/adapter-pg 7.10 refuses
 * (github.com/prisma/orm/issues/29635). Such a query is asked again with those columns as text and labelled for the engine.
 */
export const withCharColumns =
  (queryRaw: SqlDriverAdapter['queryRaw'], pool: Pool) =>
  async (query: SqlQuery): Promise<SqlResultSet> => {
    try {
      return await queryRaw(query);
    } catch (error) {
      if (!isAboutChar(error)) throw error;
      const sql = query.sql.trim().replace(/;$/, '');
      const { fields } = await pool.query({
        text: `SELECT * FROM (${sql}\n) AS described LIMIT 0`,
        values: query.args,
      });
      const columns = fields.map(({ name, dataTypeID }) =>
        dataTypeID === charOid ? `${escapeIdentifier(name)}::text` : escapeIdentifier(name),
      );
      const result = await queryRaw({ ...query, sql: `SELECT ${columns.join(', ')} FROM (${sql}\n) AS described` });
      return {
        ...result,
        columnTypes: result.columnTypes.map((type, index) =>
          fields[index]?.dataTypeID === charOid ? ColumnTypeEnum.Character : type,
        ),
      };
    }
  };
