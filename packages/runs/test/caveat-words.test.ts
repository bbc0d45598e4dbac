import { assembleResult } from '@lab/bench';
import { expect, it } from 'vitest';
import { caveatWords } from '../src/ui/caveat-words.ts';
import { headerOf, resultOf, roundOf } from './fixture/result.ts';

const header = headerOf('019ab0f0-0000-7000-8000-000000000000', 2);
const rounds = [0, 1, 2].flatMap((round) => roundOf(round));
const slow = rounds.map((sample) => ({ ...sample, metrics: { ...sample.metrics, seconds: 2 } }));
const end = { status: 'finished', finishedAt: '2026-11-20T10:10:00.000Z' } as const;

it('says that samples were too short, as the result itself found', () => {
  expect(caveatWords(resultOf())).toBe('Some samples took only 2.22 ms, too short to measure well.');
});

it('counts the rounds in which the machine was busy, once each', () => {
  const rejected = slow
    .filter(({ round }) => round === 1)
    .map((sample) => ({ ...sample, status: 'rejected' as const, rejectReason: 'the machine was busy' }));
  const again = slow.map((sample) => (sample.round === 1 ? { ...sample, attempt: 2 } : sample));
  expect(caveatWords(assembleResult(header, [...rejected, ...again], end))).toBe('The machine was busy in 1 round.');
});

it('has nothing to say of a sound result', () => {
  expect(caveatWords(assembleResult(header, slow, end))).toBeNull();
});
