import { noiseFloorOf, resolvePlan } from '@lab/bench';
import { assemble, headerOf, roundsOf, sampleOf } from '@lab/bench/testing';
import { describe, expect, it } from 'vitest';
import { fixtureContract } from './fixture/contract.ts';

const header = headerOf({ variants: ['copy-text:a', 'copy-text:b'], baseline: 'copy-text:a', rounds: 6 });

/** Six rounds of a variant against itself, whose ratio swings by this factor. */
const against = (swing: number, extra = {}) =>
  assemble(
    header,
    Array.from({ length: 6 }, (_, i) => [
      sampleOf('copy-text:a', i + 1, 1000, extra),
      sampleOf('copy-text:b', i + 1, 1000 * (i % 2 === 0 ? swing : 1 / swing), { slot: 1, ...extra }),
    ]).flat(),
  );

const floorOf = (swing: number, extra?: object) => {
  const { samples, comparisons } = against(swing, extra);
  return noiseFloorOf(samples, comparisons);
};

describe('noise floor', () => {
  it('is twice the half-width of the A/A interval, at least 5 %', () => {
    expect(floorOf(1.001)).toEqual({ tau: 0.05, refused: undefined, trusted: true });
    expect(floorOf(1.05)).toEqual({ tau: 0.1025, refused: undefined, trusted: true });
    const { samples } = assemble(header, roundsOf(5, { 'copy-text:a': 1, 'copy-text:b': 1 }));
    expect(noiseFloorOf(samples, [])).toBeUndefined();
  });

  it('is refused when it is above 25 %, from a busy round, or from samples under 200 ms', () => {
    expect(floorOf(1.5)).toMatchObject({ refused: 'it is above 25 %', trusted: true });
    expect(floorOf(1.05, { noise: { other_cpu_share: 0.6 } })).toMatchObject({
      refused: 'the machine was busy',
      trusted: false,
    });
    expect(floorOf(1.05, { noise: { late_share: 0.02 } })).toMatchObject({
      refused: 'the load generator was at its limit',
      trusted: false,
    });
    const short = { metrics: { rows_per_second: 1000, seconds: 0.011 } };
    const { samples, comparisons } = against(1, short);
    expect(noiseFloorOf(samples, comparisons)).toMatchObject({
      refused: 'samples were shorter than 200 ms',
      trusted: false,
    });
    expect(against(1.5).verdict).toMatch(/; a floor of 125 % is not used for other runs, because it is above 25 %\.$/);
  });
});

describe('a busy machine', () => {
  const rates = { 'prisma-create': 1000, 'copy-text': 2000 };
  const busy = { noise: { other_cpu_share: 0.6 } };

  it('qualifies the verdict when most rounds were busy', () => {
    expect(assemble(headerOf(), roundsOf(6, rates, busy)).verdict).toMatch(
      /^On a machine that was busy in all 6 rounds: COPY text wrote 2\.0\d times/,
    );
    const some = (from: number) =>
      roundsOf(6, rates).map((sample) => (sample.round >= from ? { ...sample, ...busy } : sample));
    expect(assemble(headerOf(), some(3)).verdict).toMatch(/^On a machine that was busy in 4 of 6 rounds: COPY text/);
    const few = assemble(headerOf(), some(6));
    expect(few.verdict).toMatch(/^COPY text wrote/);
    expect(few.notes).toContain(
      'The machine was busy in round 6, which counts all the same: no more than 20 % of the planned rounds may be run again.',
    );
  });
});

it.each([
  [{ alpha: 5 }, 'alpha must be a number from 0.0001 to 0.5; it was 5.'],
  [{ alpha: 0 }, 'alpha must be a number from 0.0001 to 0.5; it was 0.'],
  [{ tau: -0.1 }, 'tau must be a number from 0 to 1; it was -0.1.'],
  [{ tau: Number.NaN }, 'tau must be a number from 0 to 1; it was NaN.'],
])('refuses %j before anything is measured', (input, message) => {
  expect(() => resolvePlan(fixtureContract, input)).toThrow(message);
});
