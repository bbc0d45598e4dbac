import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVersionClock } from '../../src/core/cache/version-clock.ts';

const leaseMs = 25;

/** A clock of the version whose time and answers the test gives. */
const manual = () => {
  const state = { time: 0 };
  const questions: PromiseWithResolvers<string>[] = [];
  const clock = createVersionClock({
    leaseMs,
    now: () => state.time,
    ask: (trace) => {
      trace.queries += 1;
      const question = Promise.withResolvers<string>();
      questions.push(question);
      return question.promise;
    },
  });
  const trace = { queries: 0 };
  return { state, questions, clock, trace, read: () => clock.current(trace) };
};

test('an answer is used for less than a lease, counted from before the question was sent', async () => {
  const { state, questions, read, trace } = manual();
  const first = read();
  state.time = 20;
  questions[0]?.resolve('1');
  expect(await first).toBe('1');
  state.time = 24.9;
  expect(await read()).toBe('1');
  expect(trace.queries).toBe(1);
  state.time = 25;
  const second = read();
  expect(trace.queries).toBe(2);
  questions[1]?.resolve('2');
  expect(await second).toBe('2');
});

test('readers share a question while it is younger than a lease, and not a moment longer', async () => {
  const { state, questions, read, trace, clock } = manual();
  const first = read();
  state.time = 24.9;
  const joined = read();
  expect(trace.queries).toBe(1);
  state.time = 25;
  const later = read();
  expect(trace.queries).toBe(2);
  questions[1]?.resolve('new');
  questions[0]?.resolve('old');
  expect([await first, await joined, await later]).toEqual(['old', 'old', 'new']);
  // The older question was answered last, and says nothing about now.
  expect(await read()).toBe('new');
  expect(clock.asked).toBe(2);
});

test('a question that fails fails its readers, and the next reader asks again', async () => {
  const { state, questions, read } = manual();
  const first = read();
  questions[0]?.resolve('1');
  await first;
  state.time = 30;
  const lost = [read(), read()];
  questions[1]?.reject(new Error('no database'));
  for (const read of lost) await expect(read).rejects.toThrow('no database');
  const back = read();
  questions[2]?.resolve('2');
  expect(await back).toBe('2');
});

test('a version that came with other rows renews the lease', async () => {
  const { state, clock, read, trace } = manual();
  clock.observe('7', 0);
  state.time = 24;
  clock.observe('8', 10);
  clock.observe('6', 5);
  state.time = 34;
  expect(await read()).toBe('8');
  expect(trace.queries).toBe(0);
});

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), milliseconds: fc.constantFrom(1, 10, 24, 25) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('read' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('commit' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('snapshot' as const), before: fc.nat({ max: 2 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('answer' as const), before: fc.nat({ max: 2 }) }) },
);

test('whatever the order, a read knows every commit that is a lease older than its begin', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }), async (steps) => {
      const { state, questions, read } = manual();
      const commits: number[] = [];
      const snapshots = new Map<number, string>();
      const reads: { readonly start: number; readonly version: Promise<string> }[] = [];
      const snapshot = (which: number): string => {
        const seen = snapshots.get(which) ?? String(commits.length);
        snapshots.set(which, seen);
        return seen;
      };
      for (const next of steps) {
        if (next.kind === 'pass') state.time += next.milliseconds;
        else if (next.kind === 'commit') commits.push(state.time);
        else if (next.kind === 'read') reads.push({ start: state.time, version: read() });
        else if (next.before < questions.length) {
          // Of the last questions, since those are the ones that matter.
          const which = questions.length - 1 - next.before;
          const seen = snapshot(which);
          if (next.kind === 'answer') questions[which]?.resolve(seen);
          // What hangs on the answer goes on before time does.
          await new Promise(setImmediate);
        }
      }
      questions.forEach((question, which) => {
        question.resolve(snapshot(which));
      });
      for (const { start, version } of reads) {
        const answered = commits.filter((time) => time + leaseMs <= start).length;
        expect(Number(await version)).toBeGreaterThanOrEqual(answered);
      }
    }),
    { numRuns: 1_000 },
  );
});
