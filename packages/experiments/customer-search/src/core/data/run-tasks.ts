import { sendCancel } from '@lab/bulk';
import type { Client } from 'pg';

/** One piece of work on the database. */
export interface Task {
  readonly label: string;
  /** About how long it takes, compared with the others. */
  readonly weight: number;
  /** Labels of the tasks that have to be done before. */
  readonly after?: readonly string[];
  run(client: Client): Promise<unknown>;
}

export interface TaskOptions {
  readonly clients: readonly Client[];
  readonly signal: AbortSignal;
  /** Told the weight of what is done, and the label of what was begun last. */
  readonly onProgress: (done: number, current: string) => void;
}

/**
 * Runs tasks on several connections, each the longest that is ready: the short ones fill the gaps at the end. When one fails, or the
 * caller stops, no further one is begun and statements that run are cancelled.
 */
export const runTasks = async (tasks: readonly Task[], { clients, signal, onProgress }: TaskOptions): Promise<void> => {
  const waiting = [...tasks].sort((a, b) => b.weight - a.weight);
  const done = new Set<string>();
  let weight = 0;
  let failure: { readonly error: unknown } | undefined;
  let wake = Promise.withResolvers<void>();
  const busy = new Set<Client>();
  const stop = () => {
    for (const client of busy) void sendCancel(client);
  };
  const work = async (client: Client): Promise<void> => {
    while (waiting.length > 0 && failure === undefined && !signal.aborted) {
      const place = waiting.findIndex(({ after = [] }) => after.every((label) => done.has(label)));
      const [task] = place < 0 ? [] : waiting.splice(place, 1);
      if (task === undefined) {
        if (busy.size === 0) throw new Error(`Task ${waiting[0]?.label} waits for one that does not exist.`);
        // Something that runs elsewhere has to end first.
        await wake.promise;
        continue;
      }
      onProgress(weight, task.label);
      busy.add(client);
      try {
        await task.run(client);
        done.add(task.label);
        weight += task.weight;
        onProgress(weight, task.label);
      } catch (error) {
        failure ??= { error };
        stop();
      } finally {
        busy.delete(client);
        wake.resolve();
        wake = Promise.withResolvers();
      }
    }
  };
  signal.addEventListener('abort', stop);
  try {
    await Promise.all(clients.map(work));
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
  if (failure) throw failure.error;
};
