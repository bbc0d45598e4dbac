import type { RequestTrace } from '../customer-reader.ts';
import { versionLeaseMs } from './version-lease-ms.ts';

export interface VersionClockOptions {
  /** Asks the database (ask-version.ts) and counts that in the trace. */
  readonly ask: (trace: RequestTrace) => Promise<string>;
  /** How long an answer may be used, in ms. Writers must wait at least as long. Default `versionLeaseMs`. */
  readonly leaseMs?: number;
  /** A clock that never goes back, in ms. Default `performance.now`. */
  readonly now?: () => number;
}

export interface VersionClock {
  /**
   * A version that holds every write whose answer had returned when this was called.
   * @throws what `ask` throws; an older version is never handed out instead
   */
  current(trace: RequestTrace): Promise<string>;
  /** Takes a version that another statement brought along. `sentAt`: by `now()`, before that statement was sent. */
  observe(version: string, sentAt: number): void;
  now(): number;
  /** How often the database was asked for nothing but the version. */
  readonly asked: number;
}

/**
 * What this process knows of the version, under a lease (Gray & Cheriton 1989) that it grants itself: an answer is used for `leaseMs`,
 * counted from before the question was sent. A read that begins at t then knows every commit up to t - leaseMs, and a writer does not
 * answer before leaseMs after its COMMIT (after-write.ts). No message between processes, so none can be lost.
 */
export const createVersionClock = ({
  ask,
  leaseMs = versionLeaseMs,
  now = () => performance.now(),
}: VersionClockOptions): VersionClock => {
  let held: { readonly version: string; readonly sentAt: number } | undefined;
  let asking: { readonly answer: Promise<string>; readonly sentAt: number } | undefined;
  let asked = 0;

  const observe = (version: string, sentAt: number): void => {
    if (held === undefined || sentAt >= held.sentAt) held = { version, sentAt };
  };

  const question = (trace: RequestTrace, sentAt: number): Promise<string> => {
    asked += 1;
    const answer = ask(trace);
    const mine = { answer, sentAt };
    asking = mine;
    const over = (): void => {
      if (asking === mine) asking = undefined;
    };
    answer.then((version) => {
      observe(version, sentAt);
      over();
    }, over);
    return answer;
  };

  return {
    async current(trace) {
      const start = now();
      if (held !== undefined && start - held.sentAt < leaseMs) return held.version;
      // A question that is under way serves whoever came less than a lease after it; however long it takes, it was sent late enough.
      if (asking !== undefined && start - asking.sentAt < leaseMs) return asking.answer;
      return question(trace, start);
    },
    observe,
    now,
    get asked() {
      return asked;
    },
  };
};
