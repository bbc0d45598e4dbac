import { expect, test } from 'vitest';
import { createSingleFlight } from '../../src/core/cache/single-flight.ts';

test('who asks while it runs shares the work and its error, who asks afterwards does not', async () => {
  const flight = createSingleFlight<number>();
  let works = 0;
  const held = Promise.withResolvers<void>();
  const work = async () => {
    works += 1;
    const mine = works;
    await held.promise;
    if (mine === 1) throw new Error('the first fails');
    return mine;
  };
  const three = [flight.run('a', work), flight.run('a', work), flight.run('b', work)];
  held.resolve();
  expect(await Promise.allSettled(three)).toEqual([
    { status: 'rejected', reason: new Error('the first fails') },
    { status: 'rejected', reason: new Error('the first fails') },
    { status: 'fulfilled', value: { value: 2, joined: false } },
  ]);
  expect(await flight.run('a', work)).toEqual({ value: 3, joined: false });
});

test('work that throws before it waits leaves nothing behind', async () => {
  const flight = createSingleFlight<string>();
  const fails = async (): Promise<string> => {
    throw new Error('at once');
  };
  await expect(flight.run('a', fails)).rejects.toThrow('at once');
  expect(await flight.run('a', async () => 'fine')).toEqual({ value: 'fine', joined: false });
});
