import { expect, it } from 'vitest';
import type { TriedPage } from '../src/contract/try-it.ts';
import { compareSentence } from '../src/ui/compare-sentence.ts';

const page = (seconds: number, queries: number): TriedPage => ({
  outcome: 'page',
  seconds,
  queries,
  sentId: 'id',
  statements: [],
  results: [],
  nextCursor: null,
  count: null,
  total: null,
});

const tooSlow = (seconds: number): TriedPage => ({
  outcome: 'too-slow',
  sentence: 'Stopped.',
  seconds,
  queries: 2,
  sentId: 'id',
  statements: [],
});

it('says what each took and how many times as long', () => {
  expect(compareSentence(page(0.002, 1), page(0.842, 42))).toBe(
    'The optimised API took 2.00 ms and 1 query, the naive one 842 ms and 42 queries: 421× as long.',
  );
});

it('says when the naive one was the quicker', () => {
  expect(compareSentence(page(0.004, 0), page(0.002, 4))).toBe(
    'The optimised API took 4.00 ms and no query, the naive one 2.00 ms and 4 queries, and was the quicker this time.',
  );
});

it('says who was stopped', () => {
  expect(compareSentence(page(0.002, 1), tooSlow(10))).toBe(
    'The optimised API took 2.00 ms and 1 query; the naive one was stopped after 10.0 s.',
  );
  expect(compareSentence(tooSlow(10), tooSlow(10))).toBe('Both APIs were stopped by the time limit of the database.');
});
