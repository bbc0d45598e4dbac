/** Does something again and again, the next time only after the last one has ended; errors are told and the next turn comes anyway. */
export const repeat = (options: {
  readonly everyMs: number;
  readonly task: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}): AsyncDisposable => {
  const ended = new AbortController();
  let wake = () => {};
  const running = (async () => {
    while (!ended.signal.aborted) {
      await options.task().catch(options.onError);
      if (ended.signal.aborted) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, options.everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      ended.abort();
      wake();
      await running;
    },
  };
};
