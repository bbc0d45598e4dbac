export interface Flight<T> {
  readonly value: T;
  /** Whether somebody else had begun it. */
  readonly joined: boolean;
}

export interface SingleFlight<T> {
  /**
   * Runs the work, or waits for the one that runs under this key.
   * @throws what that work throws
   */
  run(key: string, work: () => Promise<T>): Promise<Flight<T>>;
}

/** Callers that ask for one thing at the same time share one computation. Nothing is kept once it has ended. */
export const createSingleFlight = <T>(): SingleFlight<T> => {
  const flights = new Map<string, Promise<T>>();
  return {
    async run(key, work) {
      const other = flights.get(key);
      if (other !== undefined) return { value: await other, joined: true };
      const mine = work();
      flights.set(key, mine);
      try {
        return { value: await mine, joined: false };
      } finally {
        flights.delete(key);
      }
    },
  };
};
