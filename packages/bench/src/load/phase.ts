import type { PreparedRequest } from './exchange.ts';
import type { Tally } from './tally.ts';

/** What a loop gets for one stretch of a load: the warm-up, or the measured window. */
export interface Phase {
  /** `performance.now()` of its start. */
  readonly startsAt: number;
  readonly seconds: number;
  /** The request whose turn it is. In a scenario: of that step. */
  next(step?: number): PreparedRequest;
  /** `ended` is called once, with the reason when it failed. */
  send(request: PreparedRequest, ended: (failure: string | undefined, bytes: number) => void): void;
  readonly tally: Tally;
}
