/** A verdict without what opens it where the machine was busy in most rounds. */
export const withoutBusyOpening = (verdict: string): string =>
  verdict.replace(/^On a machine that was busy in [^:]*: /, '');
