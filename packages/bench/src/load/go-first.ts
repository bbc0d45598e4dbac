import { getPriority, setPriority } from 'node:os';

/** As nice as a server never is. */
const niceness = -10;

/**
 * Requests must leave when they are due, also while a slow server keeps every processor busy: where the system allows it (root,
 * or CAP_SYS_NICE), this process goes before others. It asks for little, so little is taken from the server. Elsewhere nothing
 * changes, and more requests are late.
 *
 * @returns the niceness that it has, -20 to 19; 0 is usual
 */
export const goFirst = (): number => {
  try {
    setPriority(niceness);
  } catch {
    // Not allowed here: the report tells the niceness.
  }
  return getPriority();
};
