import { setImmediate as tick } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from '../src/core/try-it/create-turns.ts';

test('one caller takes turns, another one does not wait, and what was given up is never begun', async () => {
  const takeTurn = createTurns();
  const begun: string[] = [];
  const work = (name: string) => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const run = () => {
      begun.push(name);
      return promise;
    };
    return { end: () => resolve(name), run };
  };
  const [first, second, third, other] = [work('first'), work('second'), work('third'), work('other')];
  const gone = new AbortController();
  const answers = [
    takeTurn('ada', undefined, first.run),
    takeTurn('ada', gone.signal, second.run),
    takeTurn('ada', undefined, third.run),
    takeTurn('bob', undefined, other.run),
  ];
  const settled = Promise.allSettled(answers);
  await tick();
  expect(begun).toEqual(['first', 'other']);
  gone.abort();
  for (const { end } of [first, third, other]) end();
  expect((await settled).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  expect(begun).toEqual(['first', 'other', 'third']);
});

test('a turn that fails is over', async () => {
  const takeTurn = createTurns();
  const failing = takeTurn('ada', undefined, () => Promise.reject(new Error('no')));
  const next = takeTurn('ada', undefined, async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
