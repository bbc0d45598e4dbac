/** `host:port/database` of a connection string, without user and password; for a socket its folder. */
export const describeDatabase = (connectionString: string): string => {
  const { hostname, port, pathname, searchParams } = new URL(connectionString);
  const host = hostname || searchParams.get('host') || 'localhost';
  return host.startsWith('/') ? `${host}${pathname}` : `${host}:${port || '5432'}${pathname}`;
};
