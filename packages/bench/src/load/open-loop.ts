import type { CheckedOpenPlan } from './load-plan.ts';
import type { Phase } from './phase.ts';

/**
 * Timers of Node fire on whole milliseconds, up to 1.5 ms beside the wish. Up to this rate the last stretch is waited for by
 * turning the event loop, which costs at most a tenth of a processor; above it a request may be a millisecond late, which
 * counts in its latency.
 */
const exactUpToPerSecond = 100;
const turningMs = 1.5;

/** So many overdue requests leave in one turn of the event loop, so that answers are read in between. */
const mostInOneTurn = 128;

/** Requests that are due in a window: one every 1 / rate seconds, the first at its start. */
export const dueIn = (seconds: number, ratePerSecond: number): number =>
  Math.max(1, Math.round(seconds * ratePerSecond));

/**
 * Open loop: requests are due at times fixed in advance, whatever became of those before, as users come who know nothing of
 * each other. Latency counts from the time a request was due, so neither a slow server nor a slow generator can hide what the
 * requests that had to wait would have felt (coordinated omission).
 *
 * Source: G. Tene, How NOT to Measure Latency, 2013.
 *
 * @returns when every request was answered, failed or dropped
 */
export const runOpenLoop = (plan: CheckedOpenPlan, { startsAt, seconds, next, send, tally }: Phase): Promise<void> =>
  new Promise((resolve) => {
    const everyMs = 1000 / plan.ratePerSecond;
    const total = dueIn(seconds, plan.ratePerSecond);
    const turns = plan.ratePerSecond <= exactUpToPerSecond;
    let index = 0;
    let inFlight = 0;

    const wait = (ms: number): void => {
      if (!turns) setTimeout(sendDue, ms);
      else if (ms > turningMs) setTimeout(sendDue, ms - turningMs);
      else setImmediate(sendDue);
    };
    const finish = (): void => {
      if (index === total && inFlight === 0) resolve();
    };
    const sendOne = (due: number, lagMs: number): void => {
      // Dropped or not, its turn is over: the same seed sends the same requests at the same times.
      const request = next();
      if (inFlight >= plan.mostInFlight) {
        tally.drop();
        return;
      }
      inFlight++;
      tally.send(lagMs);
      send(request, (failure, bytes) => {
        inFlight--;
        tally.end(failure, bytes, due);
        finish();
      });
    };
    const sendDue = (): void => {
      for (let sent = 0; index < total; sent++) {
        const due = startsAt + index * everyMs;
        const lagMs = performance.now() - due;
        if (lagMs < 0) {
          wait(-lagMs);
          return;
        }
        if (sent === mostInOneTurn) {
          setImmediate(sendDue);
          return;
        }
        index++;
        sendOne(due, lagMs);
      }
      finish();
    };
    sendDue();
  });
