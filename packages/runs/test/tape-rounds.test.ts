import type { BenchResult, Progress, Sample } from '@lab/bench';
import { headerOf, sampleOf } from '@lab/bench/testing';
import { describe, expect, it } from 'vitest';
import { tapeRounds } from '../src/ui/tape-rounds.ts';

const sample = (round: number, slot: number, variant: string, change: Partial<Sample> = {}): Sample =>
  sampleOf(variant, round, 1000, { slot, ...change });

const result = (samples: readonly Sample[]): BenchResult => ({
  ...headerOf({ variants: ['a', 'b'], baseline: 'a', rounds: 2 }),
  finishedAt: null,
  status: 'partial',
  samples: [...samples],
  comparisons: [],
  verdict: '',
});

const measuring = (change: Partial<Progress>): Progress => ({
  phase: 'measuring',
  round: 0,
  rounds: 2,
  samplesDone: 0,
  samplesTotal: 6,
  redone: 0,
  order: [],
  current: null,
  elapsedSeconds: 0,
  etaSeconds: null,
  ...change,
});

const tape = (samples: readonly Sample[], progress: Progress | null, ended = false) =>
  tapeRounds({ rounds: 2, variants: ['a', 'b'], progress, result: result(samples), ended }, undefined).map(
    ({ label, cells }) =>
      `${label}: ${cells.map(({ variant, status }) => `${variant ?? ''} ${status}`.trim()).join(', ')}`,
  );

describe('the interleaving tape', () => {
  it('shows every cell that is to come before anything ran', () => {
    const rounds = tapeRounds(
      { rounds: 2, variants: ['a', 'b'], progress: null, result: null, ended: false },
      undefined,
    );
    expect(rounds.map(({ label }) => label)).toEqual(['warm-up', 'round 1', 'round 2']);
    expect(rounds.flatMap(({ cells }) => cells).every(({ status }) => status === 'pending')).toBe(true);
  });

  it('shows finished samples in the order they ran, the one that runs, and the rest', () => {
    const samples = [sample(0, 0, 'a'), sample(0, 1, 'b'), sample(1, 0, 'b')];
    const current = { variant: 'a', round: 1, slot: 1, done: 5, total: 10, unit: 'rows' };
    expect(tape(samples, measuring({ round: 1, order: ['b', 'a'], current }))).toEqual([
      'warm-up: a ok, b ok',
      'round 1: b ok, a running',
      'round 2: pending, pending',
    ]);
  });

  it('keeps a rejected round and opens its second attempt beside it', () => {
    const samples = [
      sample(0, 0, 'a'),
      sample(0, 1, 'b'),
      sample(1, 0, 'b', { status: 'rejected' }),
      sample(1, 1, 'a', { status: 'rejected' }),
    ];
    expect(tape(samples, measuring({ round: 1, order: ['b', 'a'] }))).toEqual([
      'warm-up: a ok, b ok',
      'round 1: b rejected, a rejected',
      'round 1, again: pending, pending',
      'round 2: pending, pending',
    ]);
  });

  it('shows nothing to come once the run has ended', () => {
    expect(tape([sample(0, 0, 'a'), sample(0, 1, 'b'), sample(1, 0, 'b')], null, true)).toEqual([
      'warm-up: a ok, b ok',
      'round 1: b ok',
    ]);
  });

  it('names what went wrong in a sample that failed', () => {
    const failed = sample(1, 0, 'b', { status: 'error', error: 'The table holds 1 row; 2 were expected.' });
    const cells = tapeRounds(
      { rounds: 1, variants: ['a', 'b'], progress: null, result: result([failed]), ended: true },
      undefined,
    ).flatMap((round) => round.cells);
    expect(cells[0]?.title).toBe('b, round 1: The table holds 1 row; 2 were expected.');
  });
});
