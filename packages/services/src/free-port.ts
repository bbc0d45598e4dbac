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
 * Whether nobody listens on the port. Somebody who listens on all addresses takes it as well, so both are tried.
 *
 * @throws the system's error when nobody can listen on the host, whichever the port; the signal's reason.
 */
export const isPortFree = async (port: number, { host = '127.0.0.1', signal }: Omit<FreePortOptions, 'taken'> = {}) =>
  (await listen(port, host, signal)) !== undefined && (await listen(port, '0.0.0.0', signal)) !== undefined;

/**
 * The preferred port, or the next free one above it; without a preference any free one.
 *
 * @throws as `isPortFree` does.
 */
export const freePort = async (
  preferred = 0,
  { host = '127.0.0.1', taken = new Set<number>(), signal }: FreePortOptions = {},
): Promise<number> => {
  while (preferred === 0) {
    const found = await listen(0, host, signal);
    if (found === undefined) break;
    if (!taken.has(found)) return found;
  }
  for (let port = preferred; port > 0 && port <= 65_535; port++)
    if (!taken.has(port) && (await isPortFree(port, { host, signal }))) return port;
  throw new Error(`No port is free on ${host}${preferred ? ` from ${preferred} on` : ''}.`);
};
