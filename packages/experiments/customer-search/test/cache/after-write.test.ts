import { expect, test } from 'vitest';
import { afterWrite } from '../../src/core/cache/after-write.ts';
import { writeThenWait } from '../../src/core/cache/write-then-wait.ts';

/** A clock that is slower than the timers: each look at it is a third of a millisecond. */
const slowClock = () => {
  const state = { time: 1_000 };
  const now = (): number => {
    state.time += 1 / 3;
    return state.time;
  };
  return { state, now };
};

test('a writer waits until its own clock says that every lease has ended, whatever timers say', async () => {
  const { state, now } = slowClock();
  const begin = state.time;
  await afterWrite({ leaseMs: 3, now });
  expect(state.time - begin).toBeGreaterThan(3);
});

test.each([
  ['a result', async () => 'written'],
  ['an error, which does not prove that nothing was committed', () => Promise.reject(new Error('connection lost'))],
])('%s is answered after the wait, which begins when the write has ended', async (_, outcome) => {
  const { state, now } = slowClock();
  let ended = 0;
  const write = async () => {
    state.time += 500;
    ended = state.time;
    return outcome();
  };
  const settled = await Promise.allSettled([writeThenWait(write, { leaseMs: 3, now })]);
  expect(state.time - ended).toBeGreaterThan(3);
  expect(settled).toEqual(await Promise.allSettled([outcome()]));
});
