import type { Dispatcher } from 'undici';

/** A request as the client takes it: made once, sent often. */
export interface PreparedRequest {
  readonly options: Dispatcher.DispatchOptions;
  /** Undefined: any 2xx. */
  readonly status: number | undefined;
  /** Undefined: any length. */
  readonly bytes: number | undefined;
}

/** How an exchange ended: `failure` is undefined for a right answer. */
export type ExchangeEnd = (
  failure: string | undefined,
  bytes: number,
  /** Whether its connection may be used again. */
  reusable: boolean,
) => void;

/** One request and its answer, ended exactly once: by the answer, by an error, or by the time-out. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: PreparedRequest;
  readonly #ended: ExchangeEnd;
  // Timers of one duration share a list in Node, so one per request costs little.
  readonly #timer: NodeJS.Timeout;
  #status = 0;
  #bytes = 0;
  #over = false;

  constructor(request: PreparedRequest, timeoutMs: number, ended: ExchangeEnd) {
    this.#request = request;
    this.#ended = ended;
    this.#timer = setTimeout(() => this.#end('time-out', false), timeoutMs);
  }

  onRequestStart(): void {
    // The client insists on this one.
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
  }

  onResponseEnd(): void {
    const { status, bytes } = this.#request;
    const wanted = status === undefined ? this.#status >= 200 && this.#status < 300 : this.#status === status;
    if (!wanted) this.#end(`status ${this.#status}`, true);
    else this.#end(bytes !== undefined && bytes !== this.#bytes ? 'body length' : undefined, true);
  }

  onResponseError(): void {
    this.#end('connection', false);
  }

  #end(failure: string | undefined, reusable: boolean): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#ended(failure, this.#bytes, reusable);
  }
}
