import { createServer } from 'node:net';

/** Somebody else has the port, or this account may not have it: another may do. Every other error is about the address. */
const portIsAtFault = (error: NodeJS.ErrnoException): boolean => error.code === 'EADDRINUSE' || error.code === 'EACCES';

const listen = (port: number, host: string, signal?: AbortSignal): Promise<number | undefined> => {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  // The name of a host may take long to be looked up, and nothing ends that.
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  const server = createServer();
  server.once('error', (error) => (portIsAtFault(error) ? resolve(undefined) : reject(error)));
  server.listen({ port, host, exclusive: true }, () => {
    const address = server.address();
    server.close(() => resolve(address && typeof address === 'object' ? address.port : undefined));
  });
  return promise.finally(() => signal?.removeEventListener('abort', onAbort));
};

export interface FreePortOptions {
  readonly host?: string;
  /** Ports that were given out already and are not listened on yet. */
  readonly taken?: ReadonlySet<number>;
  /** Ends the search. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The preferred port, or the next free one above it; without a preference any free one.
 * Somebody who listens on all addresses takes the port as well, so both are tried.
 *
 * @throws the system's error when nobody can listen on the host, whichever the port; the signal's reason.
 */
export const freePort = async (
  preferred = 0,
  { host = '127.0.0.1', taken = new Set<number>(), signal }: FreePortOptions = {},
): Promise<number> => {
  for (let port = preferred; port <= 65_535; port++) {
    if (taken.has(port)) continue;
    const found = await listen(port, host, signal);
    if (found !== undefined && (port === 0 || (await listen(port, '0.0.0.0', signal)) !== undefined)) {
      if (!taken.has(found)) return found;
      port--;
    } else if (port === 0) break;
  }
  throw new Error(`No port is free on ${host}${preferred ? ` from ${preferred} on` : ''}.`);
};
