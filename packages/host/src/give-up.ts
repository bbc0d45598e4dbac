/**
 * Ends a start that failed, with the reason on standard error. 2 stands for a setting that somebody has to change, so that a
 * supervisor does not try again; 1 for everything that may be better next time.
 */
export const giveUp = (error: unknown, code: 1 | 2): never => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(code);
};
