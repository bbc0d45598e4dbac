import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface SmallServer extends AsyncDisposable {
  readonly target: string;
  /** `GET /a?b=c` of every request, in order of arrival. */
  readonly seen: string[];
}

export type Answer = (request: IncomingMessage, response: ServerResponse, index: number) => unknown;

/** A real HTTP server of this process, on a port of its own. */
export const openSmallServer = async (answer: Answer): Promise<SmallServer> => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    answer(request, response, seen.length - 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    target: `http://127.0.0.1:${address.port}`,
    seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};

/** Answers at once, but for one stall that begins with request `from`: who comes during it waits for its end. */
export const stallOnce = (from: number, ms: number): { readonly answer: Answer; readonly held: () => number } => {
  let until = 0;
  let held = 0;
  return {
    held: () => held,
    answer: (_, response, index) => {
      if (index === from) until = performance.now() + ms;
      const wait = until - performance.now();
      if (wait <= 0) return response.end('ok');
      held++;
      return setTimeout(() => response.end('ok'), wait);
    },
  };
};
