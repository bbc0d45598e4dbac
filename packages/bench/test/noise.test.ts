import { busyRounds, rejectRound, verdictSentence } from '@lab/bench';
import { headerOf, sampleOf } from '@lab/bench/testing';
import { describe, expect, it } from 'vitest';
import { finishedRounds, givenUp } from '../src/runner/finished-rounds.ts';
import { noiseBetween } from '../src/runner/judge-noise.ts';
import { noisy } from '../src/statistics/noise-rules.ts';

const reading = (busy: number, total: number, extra: object = {}) => ({
  cpu: { busy, total, steal: 0 },
  throttledSeconds: 0,
  swappedPages: 0,
  ownCpuSeconds: 0,
  at: total * 500,
  ...extra,
});

describe('noise', () => {
  it('subtracts what was measured from what the machine did', () => {
    // 4 CPU seconds on two cores, 3 of them busy, 2 of those measured: a quarter went elsewhere.
    const noise = noiseBetween(reading(0, 0), reading(3, 4), 2);
    expect(noise.other_cpu_share).toBeCloseTo(0.25);
    expect(noisy(noise)).toBeUndefined();
    expect(noisy(noiseBetween(reading(0, 0), reading(3.2, 4), 2))).toBe(
      'other processes used 30 % of the time (limit 25 %)',
    );
  });

  it('says nothing about other processes when the server’s own CPU is not known', () => {
    expect(noiseBetween(reading(0, 0), reading(4, 4), undefined)).not.toHaveProperty('other_cpu_share');
  });

  it('says nothing from fewer than 20 ticks', () => {
    expect(noiseBetween(reading(0, 0), reading(0.1, 0.1), 0)).not.toHaveProperty('other_cpu_share');
  });

  it('rejects for steal, throttling and swapping', () => {
    const stolen = { ...reading(2, 4), cpu: { busy: 2, total: 4, steal: 0.4 } };
    expect(noisy(noiseBetween(reading(0, 0), stolen, 2))).toBe('the hypervisor took 10 % of the time (limit 5 %)');
    const throttled = reading(2, 4, { throttledSeconds: 0.5 });
    expect(noisy(noiseBetween(reading(0, 0), throttled, 2))).toMatch(/^the container was throttled for 25 %/);
    expect(noisy(noiseBetween(reading(0, 0), reading(2, 4, { swappedPages: 300 }), 2))).toBe(
      'pages swapped: 300 (limit 256)',
    );
  });

  it('blames the load generator when that was at its limit', () => {
    expect(noisy({ generator_utilization_share: 0.7, late_share: 0.01 })).toBeUndefined();
    expect(noisy({ generator_utilization_share: 0.83 })).toBe(
      'the load generator was busy for 83 % of the time (limit 70 %)',
    );
    expect(noisy({ late_share: 0.014 })).toBe('the load generator sent 1.4 % of the requests late (limit 1 %)');
    expect(noisy({ late_share: 0.014, steal_share: 0.2 }, 'generator')).toMatch(/^the load generator sent/);
    expect(noisy({ late_share: 0.014 }, 'machine')).toBeUndefined();
    const late = { noise: { late_share: 0.02 } };
    const samples = [sampleOf('copy-text', 1, 1000, late), sampleOf('copy-text', 2, 1000)];
    expect([busyRounds(samples), busyRounds(samples, 'generator')]).toEqual([[], [1]]);
    expect(verdictSentence(headerOf(), [...samples, sampleOf('copy-text', 3, 1000, late)], [], 'finished')).toMatch(
      /^With a load generator that was at its limit in 2 of 3 rounds \(COPY text\): /,
    );
  });
});

describe('finishedRounds', () => {
  const header = headerOf({ variants: ['prisma-create', 'copy-text'], rounds: 3 });
  const round = (number: number, attempt = 1) => [
    sampleOf('prisma-create', number, 1000, { attempt }),
    sampleOf('copy-text', number, 2000, { attempt, slot: 1 }),
  ];

  it('goes on after the last complete round and sets a cut-off one aside', () => {
    const samples = [...round(0), ...round(1), sampleOf('copy-text', 2, 2000)];
    expect(finishedRounds({ header, samples }, header)).toMatchObject({
      round: 2,
      attempt: 2,
      interrupted: { round: 2, attempt: 1 },
    });
  });

  it('starts at the warm-up when nothing is there, and after the end when all is', () => {
    expect(finishedRounds({ header, samples: [] }, header)).toMatchObject({
      round: 0,
      attempt: 1,
      interrupted: undefined,
    });
    expect(finishedRounds({ header, samples: [0, 1, 2, 3].flatMap((n) => round(n)) }, header)).toMatchObject({
      round: 4,
    });
  });

  it('does not take a rejected attempt for a finished round', () => {
    const rejected = round(1).map((sample) => ({ ...sample, status: 'rejected' as const }));
    expect(finishedRounds({ header, samples: [...round(0), ...rejected] }, header)).toMatchObject({
      round: 1,
      attempt: 2,
      interrupted: undefined,
    });
  });

  it('does not wait in a round that is run again for a variant that was given up by its first attempt', () => {
    const broken = (number: number) =>
      sampleOf('copy-text', number, 0, { status: 'error', error: 'broke', correctness: undefined });
    const first = rejectRound([broken(1), sampleOf('prisma-create', 1, 1000, { slot: 1 })], {
      ...{ round: 1, attempt: 1, reason: 'busy' },
    });
    expect(first.map(({ status }) => status)).toEqual(['error', 'rejected']);
    const warmUp = [sampleOf('prisma-create', 0, 1000), broken(0)];
    expect(finishedRounds({ header, samples: [...warmUp, ...first] }, header)).toMatchObject({ round: 1, attempt: 2 });
    const second = sampleOf('prisma-create', 1, 1000, { attempt: 2 });
    expect(finishedRounds({ header, samples: [...warmUp, ...first, second] }, header)).toMatchObject({ round: 2 });
  });

  it('does not wait for a variant that was given up', () => {
    const broken = [0, 1].map((n) => sampleOf('copy-text', n, 0, { status: 'error', error: 'broke', slot: 1 }));
    const samples = [...[0, 1, 2].map((n) => sampleOf('prisma-create', n, 1000)), ...broken];
    expect(givenUp(samples)).toEqual(new Set(['copy-text']));
    expect(finishedRounds({ header, samples }, header)).toMatchObject({ round: 3, interrupted: undefined });
  });
});
