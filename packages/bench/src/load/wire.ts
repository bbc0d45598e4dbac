import { Client } from 'undici';
import { Exchange, type PreparedRequest } from './exchange.ts';
import type { LoadRequest } from './load-plan.ts';

const keepAliveMs = 60_000;

/**
 * Connections to one server. Each carries one request at a time, and the one that was used last is taken first, so that a
 * light load stays on few warm connections. A connection on which something failed is not used again.
 */
export class Wire implements Disposable {
  readonly #origin: string;
  readonly #basePath: string;
  readonly #idle: Client[] = [];
  readonly #open = new Set<Client>();

  /** @param target base URL; its path comes before that of every request */
  constructor(target: string) {
    const url = new URL(target);
    this.#origin = url.origin;
    this.#basePath = url.pathname.replace(/\/$/, '');
  }

  prepare({ method, path, headers, body, expect }: LoadRequest): PreparedRequest {
    return {
      options: {
        method,
        path: `${this.#basePath}${path}`,
        ...(headers && { headers: Object.entries(headers).flat() }),
        ...(body !== undefined && { body: Buffer.from(body) }),
      },
      status: expect?.status,
      bytes: expect?.bytes,
    };
  }

  /** Sends at once, on a new connection if none is idle; `ended` is called once, with the reason if it failed. */
  send(request: PreparedRequest, timeoutMs: number, ended: (failure: string | undefined, bytes: number) => void): void {
    const client = this.#idle.pop() ?? this.#connect();
    const exchange = new Exchange(request, timeoutMs, (failure, bytes, reusable) => {
      if (reusable) this.#idle.push(client);
      else this.#discard(client);
      ended(failure, bytes);
    });
    client.dispatch(request.options, exchange);
  }

  [Symbol.dispose](): void {
    for (const client of this.#open) this.#discard(client);
    this.#idle.length = 0;
  }

  #connect(): Client {
    const client = new Client(this.#origin, {
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: keepAliveMs,
      // The exchange has a time-out of its own; two more timers a request would only cost.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.#open.add(client);
    return client;
  }

  #discard(client: Client): void {
    this.#open.delete(client);
    client.destroy().catch(() => {});
  }
}
