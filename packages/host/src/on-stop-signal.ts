/** What is used of a logger such as pino. */
interface Log {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface StopOptions {
  /** How long everything may take together; what still hangs then is left behind, and the exit code is 1. */
  readonly deadlineMs: number;
  readonly log: Log;
  /** What is logged when the stop itself fails. */
  readonly failure?: string;
}

/**
 * At the first SIGTERM or SIGINT gives everything back and ends the process with code 0; with 1 when that fails or is too
 * late, and at once at a second signal.
 */
export const onStopSignal = (
  stop: () => Promise<void>,
  { deadlineMs, log, failure = 'the stop failed' }: StopOptions,
): void => {
  let stopping = false;
  const onSignal = async (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1); // The second signal means now.
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), deadlineMs).unref();
    try {
      await stop();
      process.exit(0);
    } catch (error) {
      log.error({ err: error }, failure);
      process.exit(1);
    }
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, (name) => void onSignal(name));
};
