import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { missingTools } from '../src/test/missing-tools.ts';
import { planRunners } from '../src/test/plan-runners.ts';
import { type RunnerOutcome, runRunner } from '../src/test/run-runner.ts';
import { summarise } from '../src/test/summarise.ts';

const checkout = resolve(import.meta.dirname, '../../..');
const fixtures = resolve(import.meta.dirname, 'fixtures');
const signal = new AbortController().signal;

const outcome = (given: Partial<RunnerOutcome>): RunnerOutcome => ({
  name: 'vitest',
  passed: 0,
  failed: 0,
  skipped: [],
  seconds: 1.4,
  ...given,
});

/** Runs vitest as `lab test` does, on the fixtures. */
const runFixture = (file: string) => {
  const { vitest } = planRunners(checkout, ['--root', fixtures, file]);
  if (!vitest) throw new Error('arguments of vitest go to vitest');
  return runRunner(vitest, { root: checkout, quiet: true, signal });
};

// Each starts a vitest of its own, which takes its time on a busy machine.
describe('what vitest reports', { timeout: 60_000 }, () => {
  test('passed, failed and skipped are counted; a skip keeps its reason', async () => {
    const { passed, failed, skipped } = await runFixture('mixed');
    expect({ passed, failed }).toEqual({ passed: 1, failed: 1 });
    expect(skipped).toEqual([
      { name: 'mixed.fixture.ts > needs a tool', reason: 'redis-server is not on PATH' },
      { name: 'mixed.fixture.ts > says nothing', reason: 'skipped by its test file' },
    ]);
  });

  test('a file that does not load is a failure', async () => {
    expect(await runFixture('broken')).toMatchObject({ passed: 0, failed: 1 });
  });

  test('a filter that matches nothing is a failure', async () => {
    expect(await runFixture('no-such-file')).toMatchObject({ passed: 0, failed: 1 });
  });
});

test('a runner that dies before it reports is a failure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-test-'));
  const script = join(folder, 'dies.mjs');
  await writeFile(script, 'process.kill(process.pid, "SIGKILL");');
  const died = await runRunner({ name: 'x', script, args: [] }, { root: folder, quiet: true, signal });
  await rm(folder, { recursive: true });
  expect(died).toMatchObject({ passed: 0, failed: 1, skipped: [] });
});

test('an interrupted runner is stopped', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lab-test-'));
  const script = join(folder, 'waits.mjs');
  await writeFile(script, 'setInterval(() => {}, 1000);');
  const stop = new AbortController();
  const running = runRunner({ name: 'x', script, args: [] }, { root: folder, quiet: true, signal: stop.signal });
  stop.abort();
  expect(await running).toMatchObject({ failed: 1 });
  await rm(folder, { recursive: true });
});

describe('arguments', () => {
  test('none: both runners, everything', () => {
    expect(Object.keys(planRunners(checkout, []))).toEqual(['vitest', 'playwright']);
  });

  test.each([
    [['packages/bulk'], 'vitest'],
    [['-t', 'rolls back'], 'vitest'],
    [['e2e'], 'playwright'],
    [['e2e/run.pw.ts:12', '--headed'], 'playwright'],
  ])('%j go on to %s alone', (args, runner) => {
    const plan: Record<string, { args: readonly string[] }> = { ...planRunners(checkout, args) };
    expect(Object.keys(plan)).toEqual([runner]);
    expect(plan[runner]?.args.slice(-args.length)).toEqual(args);
  });
});

describe('the closing lines', () => {
  test('end with the plain counts, alone on their line', () => {
    const skipped = [
      { name: 'a', reason: 'redis-server is not on PATH' },
      { name: 'b', reason: 'redis-server is not on PATH' },
    ];
    expect(
      summarise([outcome({ passed: 40, skipped }), outcome({ name: 'Playwright', passed: 2, failed: 1, seconds: 61 })]),
    ).toEqual([
      'Skipped, redis-server is not on PATH:',
      '  a',
      '  b',
      'vitest      40 passed, 0 failed, 2 skipped  (1 s)',
      'Playwright  2 passed, 1 failed, 0 skipped  (61 s)',
      '42 passed, 1 failed, 2 skipped',
    ]);
  });

  test('a long list of skipped tests is cut, and says so', () => {
    const skipped = Array.from({ length: 23 }, (_, index) => ({ name: `test ${index}`, reason: 'no Chromium' }));
    const lines = summarise([outcome({ skipped })]);
    expect(lines).toContain('  and 3 more');
    expect(lines.at(-1)).toBe('0 passed, 0 failed, 23 skipped');
  });
});

test('tools that are not on PATH are named with what needs them and how to get them', async () => {
  const missing = await missingTools('/nowhere');
  expect(missing.map(({ needed }) => needed)).toEqual(['chromium', 'redis-server', 'psql', 'openssl']);
  for (const { install } of missing) expect(install).toMatch(/^apt-get install \S+$/);
});
