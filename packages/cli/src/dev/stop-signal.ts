const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface StopSignal extends Disposable {
  readonly aborted: boolean;
  readonly signal: AbortSignal;
  /** Resolves when the first signal comes. */
  readonly promise: Promise<void>;
  /** Between two steps of the start: leaves by an exception that everybody's cleanup sees. */
  throwIfAborted(): void;
}

/** Catches the signals by which people and systems end programs. A second one does not wait for anybody. */
export const stopSignal = (): StopSignal => {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  const onSignal = () => {
    // the guard and the parent death signals end what is left
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    resolve();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    get aborted() {
      return controller.signal.aborted;
    },
    signal: controller.signal,
    promise,
    throwIfAborted() {
      if (controller.signal.aborted) throw new Error('Stopped while starting.');
    },
    [Symbol.dispose]() {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
};
