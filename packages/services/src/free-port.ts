import { createServer } from 'node:net';

const listen = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : undefined));
    });
  });

/**
 * The preferred port, or the next free one above it; without a preference any free one.
 * Somebody who listens on all addresses takes the port as well, so both are tried.
 * `taken` are ports that were given out already and are not listened on yet.
 */
export const freePort = async (
  preferred = 0,
  { host = '127.0.0.1', taken = new Set<number>() }: { host?: string; taken?: ReadonlySet<number> } = {},
): Promise<number> => {
  for (let port = preferred; port <= 65_535; port++) {
    if (taken.has(port)) continue;
    const found = await listen(port, host);
    if (found !== undefined && (port === 0 || (await listen(port, '0.0.0.0')) !== undefined)) {
      if (!taken.has(found)) return found;
      port--;
    } else if (port === 0) break;
  }
  throw new Error(`No port is free on ${host}${preferred ? ` from ${preferred} on` : ''}.`);
};
