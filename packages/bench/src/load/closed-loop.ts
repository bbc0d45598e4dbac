import type { Phase } from './phase.ts';

/**
 * Closed loop: `concurrency` senders, each of which sends its next request when its last one ended. It finds the capacity of a
 * server. Its latencies are not those of users who come on their own: while the server stalls nothing is sent, so a stall
 * counts once for each sender and not for all the requests that would have come meanwhile.
 *
 * @returns when the window is over and every request ended
 */
export const runClosedLoop = (
  concurrency: number,
  { startsAt, seconds, next, send, tally }: Phase,
  steps = 1,
): Promise<void> =>
  new Promise((resolve) => {
    const endsAt = startsAt + seconds * 1000;
    let running = concurrency;
    const again = (turn: number): void => {
      const sentAt = performance.now();
      if (sentAt >= endsAt) {
        if (--running === 0) resolve();
        return;
      }
      tally.send();
      send(next(turn % steps), (failure, bytes) => {
        tally.end(failure, bytes, sentAt);
        // A server that refuses at once must not keep this process from reading its messages.
        if (failure === undefined) again(turn + 1);
        else setImmediate(again, turn + 1);
      });
    };
    for (let sender = 0; sender < concurrency; sender++) again(sender);
  });
