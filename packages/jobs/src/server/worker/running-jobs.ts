/** The jobs that run in this worker, so that closing can abort and await them. */
export interface RunningJobs {
  readonly ids: readonly string[];
  readonly closing: boolean;
  /** Runs work with a signal that also aborts on `abort`. */
  track<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Whatever comes from now on is to be given back. */
  beginClosing(): void;
  abort(reason: Error): void;
  /** Resolves to true when nothing runs any more, to false when the time is over. */
  settle(milliseconds: number): Promise<boolean>;
}

export const createRunningJobs = (): RunningJobs => {
  const running = new Map<string, Promise<unknown>>();
  const stop = new AbortController();
  let closing = false;
  return {
    get ids() {
      return [...running.keys()];
    },
    get closing() {
      return closing;
    },
    async track(id, work) {
      const promise = work(stop.signal);
      running.set(id, promise);
      try {
        return await promise;
      } finally {
        running.delete(id);
      }
    },
    beginClosing() {
      closing = true;
    },
    abort: (reason) => stop.abort(reason),
    async settle(milliseconds) {
      if (running.size === 0) return true;
      const over = Promise.withResolvers<false>();
      const timer = setTimeout(() => over.resolve(false), Math.max(0, milliseconds));
      const all = Promise.allSettled(running.values()).then(() => true);
      const done = await Promise.race([all, over.promise]);
      clearTimeout(timer);
      return done;
    },
  };
};
