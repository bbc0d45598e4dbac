import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { RunnerEvent } from '@lab/bench';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bench, openBench } from './support/open-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
}, 60_000);
afterAll(() => bench[Symbol.asyncDispose]());

/** Keeps every processor busy from beside. */
const busyLoops = (): Disposable => {
  const loops = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);']));
  return {
    [Symbol.dispose]: () => {
      for (const loop of loops) loop.kill('SIGKILL');
    },
  };
};

it.runIf(process.platform === 'linux')(
  'keeps a wrong result as an error though its round is run again because the machine was busy',
  { timeout: 120_000 },
  async () => {
    using scope = new DisposableStack();
    const onEvent = (event: RunnerEvent) => {
      // The first measured round is disturbed, the one that replaces it is not.
      if (event.type === 'round-finished' && event.round === 0) scope.use(busyLoops());
      if (event.type === 'round-rejected') scope.dispose();
    };
    const request = { variants: ['one-statement', 'two-statements'], rounds: 5 };
    const params = { rows: 100_000, sabotage: 'drop-row', sabotageFrom: 1 } as const;
    const result = await bench.start({ ...request, params }, { onEvent }).result;
    const again = result.samples.find(({ status }) => status === 'rejected');
    expect(again?.variant).toBe('two-statements');
    const wrong = result.samples.filter(({ correctness }) => correctness?.ok === false);
    expect(wrong.map(({ status, attempt }) => [status, attempt])).toContainEqual(['error', 1]);
    expect(wrong.every(({ status }) => status === 'error')).toBe(true);
    // Twice wrong is enough to be given up, whichever attempt it was in.
    expect(wrong).toHaveLength(2);
    expect(result.status).toBe('failed');
    expect(result.verdict).toMatch(/One statement failed in 2 of 3 samples: Wrong result/);
  },
);
