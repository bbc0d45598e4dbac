import { LabError } from '@lab/errors';
import { parse } from 'pg-connection-string';

/**
 * Where a connection string points to, without its password, for sentences.
 * @throws LabError `bad-setting`
 */
export const databaseOf = (connectionString: string): { readonly where: string; readonly user: string } => {
  const wrong = (value: string) => {
    const allowed = 'a URL like postgresql://user:password@host:5432/database';
    return new LabError('bad-setting', { name: 'DATABASE_URL', allowed, value });
  };
  if (!URL.canParse(connectionString)) throw wrong('no URL');
  const { protocol } = new URL(connectionString);
  if (protocol !== 'postgresql:' && protocol !== 'postgres:') throw wrong(`a ${protocol}// URL`);
  try {
    const { host, port, database, user } = parse(connectionString);
    const name = user || 'unnamed';
    return { where: `${host || 'localhost'}:${port || 5432}/${database || name}`, user: name };
  } catch (error) {
    // Also reads the certificates that it names.
    throw wrong(error instanceof Error ? `one with a fault (${error.message})` : 'one with a fault');
  }
};
