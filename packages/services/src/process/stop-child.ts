import type { ChildProcess } from 'node:child_process';
import { isAlive } from './is-alive.ts';
import { waitUntil } from './wait-until.ts';

export interface StopStep {
  readonly signal: NodeJS.Signals;
  /** How long to wait for the end before the next step. */
  readonly milliseconds: number;
}

/** Signals a process, sterner with every step, until it and its child handle have ended. */
export const stopChild = async (child: ChildProcess, pid: number, steps: readonly StopStep[]): Promise<void> => {
  const ended = () => (child.exitCode !== null || child.signalCode !== null) && !isAlive(pid);
  for (const { signal, milliseconds } of steps) {
    if (ended()) return;
    try {
      process.kill(pid, signal);
    } catch {
      // it ended between the question and the signal
    }
    if (await waitUntil(ended, milliseconds, 10)) return;
  }
};
