import { type RunBenchOptions, runBench } from './run-bench.ts';

/** The first Ctrl-C keeps finished rounds, the second one quits; what was started ends with this process either way. */
const stopOnSignal = (stop: AbortController): Disposable => {
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130);
    stop.abort();
    process.stderr.write('\nStopping; finished rounds are kept. Once more to quit at once.\n');
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
};

/** `runBench` on this process: its streams, its signals, its exit code. */
export const runAsCommand = async (
  argv: readonly string[],
  options: Omit<RunBenchOptions, 'stdout' | 'stderr' | 'signal' | 'color'>,
): Promise<void> => {
  const stop = new AbortController();
  using _ = stopOnSignal(stop);
  const code = await runBench(argv, {
    ...options,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: stop.signal,
    color: process.stdout.isTTY === true && !process.env.NO_COLOR,
  });
  // Prisma's schema engine leaves a timer of 10 s behind (its advisory lock's), which would hold the prompt that long.
  for (const stream of [process.stdout, process.stderr]) await new Promise((done) => stream.write('', done));
  process.exit(code);
};
