/** The first Ctrl-C stops in order, the second one at once. */
export const stopOnSignal = (said: string): { readonly signal: AbortSignal } & Disposable => {
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    process.stderr.write(`\n${said} Once more to quit at once.\n`);
    stop.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    signal: stop.signal,
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
};
