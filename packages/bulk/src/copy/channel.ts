/** Hands items from one producer to several consumers. `push` waits while `capacity` items lie unclaimed: back-pressure. */
export class Channel<T> {
  readonly #capacity: number;
  readonly #items: T[] = [];
  readonly #takers: ((item: T | undefined) => void)[] = [];
  #room: (() => void) | undefined;
  #closed = false;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  async push(item: T): Promise<void> {
    const taker = this.#takers.shift();
    if (taker !== undefined) return taker(item);
    this.#items.push(item);
    if (this.#items.length >= this.#capacity && !this.#closed)
      await new Promise<void>((resolve) => {
        this.#room = resolve;
      });
  }

  /** The next item, or undefined once the channel is closed and empty. */
  take(): Promise<T | undefined> {
    const item = this.#items.shift();
    this.#room?.();
    this.#room = undefined;
    if (item !== undefined || this.#closed) return Promise.resolve(item);
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  close(): void {
    this.#closed = true;
    for (const taker of this.#takers.splice(0)) taker(undefined);
    this.#room?.();
  }
}
