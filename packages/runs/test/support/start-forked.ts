import { randomUUID } from 'node:crypto';
import type { RunnerEvent } from '@lab/bench';
import { type ForkRunOptions, forkRun, type RunRequest } from '@lab/runs/child';
import { v7 } from 'uuid';

export const definitionUrl = new URL('../../../bench/test/fixture/definition.ts', import.meta.url).href;
// The lock of one test file: a measurement on this machine must not hold up its tests.
export const lockName = `backend-lab/test-${randomUUID()}`;

/** A run of the fixture of @lab/bench in a process of its own. */
export const startForked = (
  labRoot: string,
  request: Partial<RunRequest> = {},
  options: Partial<ForkRunOptions> = {},
) => {
  const events: RunnerEvent[] = [];
  const result = forkRun(
    {
      runId: v7(),
      reason: 'cli',
      definitionUrl,
      workload: 'create',
      variants: ['one-statement', 'two-statements'],
      rounds: 1,
      seed: 1,
      params: { rows: 500 },
      ...request,
    },
    {
      labRoot,
      lockName,
      signal: new AbortController().signal,
      ...options,
      onEvent: async (event) => {
        events.push(event);
        await options.onEvent?.(event);
      },
    },
  );
  result.catch(() => {});
  return { events, result };
};
