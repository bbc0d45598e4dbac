import { judgePairs, median, pairsForInterval, percentile, random, roundOrder, signInterval } from '@lab/bench';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const rules = { alpha: 0.05, tau: 0.05 };
const numbers = fc.array(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x + 0),
  { minLength: 1, maxLength: 60 },
);

describe('signInterval', () => {
  it('needs 6 values for 95 % and 8 for 99 %', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(signInterval(values.slice(0, 5), 0.05).interval).toBeNull();
    expect(signInterval(values.slice(0, 6), 0.05).interval).toEqual([1, 6]);
    expect(signInterval(values.slice(0, 7), 0.01).interval).toBeNull();
    expect(signInterval(values, 0.01).interval).toEqual([1, 8]);
    expect([pairsForInterval(0.05), pairsForInterval(0.01)]).toEqual([6, 8]);
  });

  it('takes the order statistics of the published table', () => {
    // Conover, table A3: at n = 20 the 6th and 15th values bound the median with 95.9 %; at n = 10 the 2nd and 9th.
    const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
    expect(signInterval(upTo(20), 0.05).interval).toEqual([6, 15]);
    expect(signInterval(upTo(10), 0.05).interval).toEqual([2, 9]);
  });

  it('contains the median, ignores order, and follows shifts', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
        const { median: middle, interval } = signInterval(values, 0.05);
        expect(signInterval(values.toReversed(), 0.05).interval).toEqual(interval);
        expect(interval === null).toBe(values.length < 6);
        if (!interval) return;
        expect(interval[0]).toBeLessThanOrEqual(middle);
        expect(interval[1]).toBeGreaterThanOrEqual(middle);
        const moved = signInterval(
          values.map((value) => value + shift),
          0.05,
        ).interval;
        expect(moved?.[0]).toBeCloseTo(interval[0] + shift, 6);
      }),
    );
  });

  it('covers the true median at least as often as it says, also for a skewed distribution', () => {
    const next = random(7);
    for (const n of [6, 8, 20]) {
      let covered = 0;
      for (let trial = 0; trial < 4000; trial++) {
        const { interval } = signInterval(
          Array.from({ length: n }, () => -Math.log(1 - next())),
          0.05,
        );
        if (interval && interval[0] <= Math.LN2 && interval[1] >= Math.LN2) covered++;
      }
      expect(covered / 4000).toBeGreaterThan(0.945);
    }
  });
});

describe('judgePairs', () => {
  it('is symmetric: swapping the two turns the verdict round', () => {
    const turned = { faster: 'slower', slower: 'faster', 'no-change': 'no-change', inconclusive: 'inconclusive' };
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }), (pairs) => {
        const there = judgePairs(pairs, rules);
        const back = judgePairs(
          pairs.map((d) => -d),
          rules,
        );
        expect(back.verdict).toBe(turned[there.verdict]);
        expect(back.ratio).toBeCloseTo(1 / there.ratio, 9);
        expect(there.needPairs === undefined).toBe(there.verdict !== 'inconclusive');
      }),
    );
  });

  it('calls a real but small difference no change, and a wide one inconclusive with the pairs that would settle it', () => {
    expect(judgePairs([0.01, 0.02, 0.015, 0.01, 0.02, 0.012], rules).verdict).toBe('no-change');
    const wide = judgePairs([-0.3, 0.4, 0.2, -0.1, 0.3, 0.1, 0.25, -0.2], rules);
    expect(wide.verdict).toBe('inconclusive');
    expect(wide.needPairs).toBeGreaterThan(5);
    expect(judgePairs([0.5, 0.5, 0.5], rules)).toMatchObject({
      verdict: 'inconclusive',
      needPairs: 3,
      ci: null,
      wins: 3,
    });
  });

  describe('on a machine that drifts by 6 % and has bursts', () => {
    // A whole simulated run: speed drifts through the run, neighbouring samples share it, some samples meet a burst.
    const machine = (rounds: number) => {
      const next = random(11);
      const gauss = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      const simulate = (effect: number) => {
        const phase = next() * 2 * Math.PI;
        let clock = 0;
        const sample = (factor: number) => {
          const drift = 0.06 * Math.sin(phase + clock++ / 9);
          const burst = next() < 0.05 ? 0.25 * next() : 0;
          return Math.log(factor) + drift + burst + 0.01 * gauss();
        };
        return Array.from({ length: rounds }, (_, round) => {
          const time = { a: 0, b: 0 };
          for (const label of roundOrder(['a', 'b'], round, 3)) {
            if (label === 'a') time.a = sample(1);
            else time.b = sample(effect);
          }
          return time.b - time.a;
        });
      };
      return (effect: number, runs: number) => {
        const verdicts = Array.from({ length: runs }, () => judgePairs(simulate(effect), rules).verdict);
        return (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length;
      };
    };

    it('raises no false alarm and finds +10 % with 20 rounds', () => {
      const of = machine(20);
      const same = of(1, 500);
      expect(same('faster') + same('slower')).toBe(0);
      expect(of(1.1, 500)('faster')).toBeGreaterThanOrEqual(498);
    });

    it('raises no false alarm with the usual 6 rounds either, but finds +10 % in four runs of five only', () => {
      const of = machine(6);
      const same = of(1, 5000);
      expect(same('faster') + same('slower')).toBe(0);
      for (const [effect, least, most] of [
        [1.1, 0.79, 0.85],
        [1.2, 0.9, 0.95],
        [1.5, 0.999, 1],
      ] as const) {
        const found = of(effect, 5000);
        expect(found('faster') / 5000).toBeGreaterThanOrEqual(least);
        expect(found('faster') / 5000).toBeLessThanOrEqual(most);
        // What is not found is left open, never called the same or the contrary.
        expect(found('faster') + found('inconclusive')).toBe(5000);
      }
    });
  });
});

describe('roundOrder', () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

  it('is ABBA for two', () => {
    const first = roundOrder(['a', 'b'], 0, 42).join('');
    const second = [...first].reverse().join('');
    expect([0, 1, 2, 3].map((round) => roundOrder(['a', 'b'], round, 42).join(''))).toEqual([
      first,
      second,
      first,
      second,
    ]);
  });

  it('gives every variant every place once in n rounds, and is repeatable from its seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 2 ** 31 - 1 }), (n, seed) => {
        const variants = letters.slice(0, n);
        const rounds = variants.map((_, round) => roundOrder(variants, round, seed));
        for (const order of rounds) expect(order.toSorted()).toEqual(variants);
        for (let place = 0; place < n; place++)
          expect(rounds.map((order) => order[place]).toSorted()).toEqual(variants);
        expect(roundOrder(variants, 3, seed)).toEqual(roundOrder(variants, 3, seed));
      }),
    );
  });

  it('lets every variant follow every other equally often', () => {
    for (const [n, cycle] of [
      [4, 4],
      [6, 6],
      [3, 6],
      [5, 10],
    ] as const) {
      const variants = letters.slice(0, n);
      const followed = new Map<string, number>();
      for (let round = 0; round < cycle; round++) {
        const order = roundOrder(variants, round, 9);
        for (const [i, label] of order.entries()) {
          const before = order[i - 1];
          if (before) followed.set(before + label, (followed.get(before + label) ?? 0) + 1);
        }
      }
      expect(followed.size).toBe(n * (n - 1));
      expect(new Set(followed.values()).size).toBe(1);
    }
  });
});

describe('percentile', () => {
  it('shows p95 from 200 values and p99 from 1,000, by nearest rank', () => {
    const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
    expect(percentile(upTo(199), 95)).toBeUndefined();
    expect(percentile(upTo(200), 95)).toBe(190);
    expect(percentile(upTo(999), 99)).toBeUndefined();
    expect(percentile(upTo(1000), 99)).toBe(990);
    expect(percentile([3], 50)).toBe(3);
    expect(() => percentile([1], 100)).toThrow(RangeError);
  });
});

it('refuses the median of nothing', () => {
  expect(() => median([])).toThrow(RangeError);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
