import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Sample } from '@lab/bench';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Bench, okOf, openBench } from './support/open-bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
}, 60_000);
afterAll(() => bench[Symbol.asyncDispose]());

/** Sample processes of this test file that are still there. */
const sampleProcesses = (): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return status.includes(`\nPPid:\t${process.pid}\n`) && command.includes('sample-process.ts');
    } catch {
      return false;
    }
  });

it('keeps finished rounds when it is cancelled, stops the sample that runs, and can go on later', {
  timeout: 60_000,
}, async () => {
  const stop = new AbortController();
  const params = { sabotage: 'hang', sabotageFrom: 2 };
  const run = bench.start(
    { rounds: 3, params },
    {
      signal: stop.signal,
      onEvent: (event) => {
        if (
          event.type === 'progress' &&
          event.progress.round === 2 &&
          event.progress.current?.variant === 'one-statement'
        )
          stop.abort(new Error('stopped by the test'));
      },
    },
  );
  const result = await run.result;
  expect(result.status).toBe('partial');
  expect(new Set(okOf(result, 'one-statement').map(({ round }) => round))).toEqual(new Set([0, 1]));
  expect(result.samples.filter(({ round, status }) => round === 2 && status === 'ok')).toEqual([]);
  expect(result.verdict).toContain('Stopped after 1 of 3 rounds.');
  expect(await bench.sessions(result.runId)).toBe(0);
  expect(existsSync(run.scratch)).toBe(false);

  const started = run.events.find((event) => event.type === 'started');
  if (started?.type !== 'started') throw new Error('no header');
  const sent = run.events.flatMap((event) => (event.type === 'sample' ? [event.sample] : []));
  const seen: number[] = [];
  const second = bench.start(
    { runId: result.runId, rounds: 3, params, resume: { header: started.header, samples: sent } },
    {
      onEvent: (event) => {
        if (event.type === 'sample') seen.push(event.sample.round);
      },
    },
  );
  // It hangs in round 2 again, so an operator cancels that statement until the variant is given up.
  const ending = endHanging(result.runId);
  const resumed = await second.result;
  await ending;
  expect(Math.min(...seen)).toBe(2);
  expect(resumed.startedAt).toBe(result.startedAt);
  const firstRounds = (samples: readonly Sample[]) => samples.filter(({ round }) => round < 2);
  expect(firstRounds(resumed.samples)).toEqual(firstRounds(result.samples));
});

/** Cancels every hanging statement of a run until it has failed twice and is given up. */
const endHanging = async (runId: string): Promise<void> => {
  const deadline = Date.now() + 30_000;
  for (let ended = 0; ended < 2 && Date.now() < deadline; ) {
    const { rowCount } = await bench.query(
      `select pg_cancel_backend(pid) from pg_stat_activity where application_name = $1 and query like '%pg_sleep(3600)%'`,
      [`lab-bench:${runId}:sample`],
    );
    ended += rowCount;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

it.runIf(process.platform === 'linux').each([
  ['waits for the server', 'hang'],
  ['is deaf in a loop', 'spin'],
] as const)(
  'ends a sample that never answers because it %s, and keeps the finished rounds',
  {
    timeout: 90_000,
  },
  async (_, sabotage) => {
    const result = await bench.start({
      variants: ['one-statement', 'two-statements'],
      params: { sabotage, sabotageFrom: 2 },
      sampleLimitSeconds: 8,
    }).result;
    const [late, ...more] = result.samples.filter(({ status }) => status === 'error');
    expect(more).toEqual([]);
    expect(late).toMatchObject({ variant: 'one-statement', round: 2, metrics: {} });
    expect(late?.error).toBe(
      'One statement had not finished after 8.00 s, the most that one sample may take, so it was ended.',
    );
    expect(okOf(result, 'one-statement').map(({ round }) => round)).toEqual([0, 1]);
    expect(okOf(result, 'two-statements').map(({ round }) => round)).toEqual([0, 1, 2]);
    expect(result.comparisons.find(({ headline }) => headline)?.n).toBe(1);
    expect(result.status).toBe('failed');
    expect(result.verdict).toContain(`One statement failed in 1 of 3 samples: ${late?.error}`);
    expect(sampleProcesses()).toEqual([]);
    expect(await bench.sessions(result.runId)).toBe(0);
  },
);

it.each([
  ['hang-in-prepare', 'Preparing One statement'],
  ['hang-in-verify', 'Checking the result of One statement'],
])('ends a step of its own that hangs, and measures the others: %s', { timeout: 60_000 }, async (sabotage, step) => {
  const result = await bench.start({
    variants: ['one-statement', 'two-statements'],
    params: { sabotage, sabotageFrom: 2 },
    sampleLimitSeconds: 8,
  }).result;
  const errors = result.samples.filter(({ status }) => status === 'error');
  expect(errors).toMatchObject([
    { variant: 'one-statement', round: 2, error: `${step} had not finished after 8.00 s, so it was ended.` },
  ]);
  expect(okOf(result, 'two-statements').map(({ round }) => round)).toEqual([0, 1, 2]);
  expect(await bench.sessions(result.runId)).toBe(0);
});

it('refuses to continue rounds of another plan, other code or other data', { timeout: 60_000 }, async () => {
  const first = bench.start({ rounds: 1, variants: ['one-statement'] });
  const { samples, comparisons: _, verdict: __, finishedAt: ___, status: ____, ...header } = await first.result;
  const other = bench.start({ rounds: 2, variants: ['one-statement'], resume: { header, samples } });
  await expect(other.result).rejects.toMatchObject({ name: 'BenchError', code: 'bad-input' });
  const changed = { ...header, experiment: { ...header.experiment, version: 'other' } };
  const recoded = bench.start({ rounds: 1, variants: ['one-statement'], resume: { header: changed, samples } });
  await expect(recoded.result).rejects.toThrow(/has changed since this run was interrupted/);
  const dataset = { ...header.experiment.dataset, description: 'Numbers from another file.' };
  const elsewhere = { ...header, experiment: { ...header.experiment, dataset } };
  const refilled = bench.start({ rounds: 1, variants: ['one-statement'], resume: { header: elsewhere, samples } });
  await expect(refilled.result).rejects.toThrow(/has changed since this run was interrupted/);
});
