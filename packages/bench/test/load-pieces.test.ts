import {
  LatencyHistogram,
  type LoadPlan,
  type LoadReport,
  measuredFromSearch,
  scaleRamp,
  sustainableRate,
} from '@lab/bench/load';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rotateRequests } from '../src/load/rotate-requests.ts';
import { stayOf } from '../src/load/scenario-loop.ts';

const of = (...ms: readonly number[]): LatencyHistogram => {
  const histogram = new LatencyHistogram();
  for (const value of ms) histogram.record(value);
  return histogram;
};

describe('histogram', () => {
  it('merges to what one histogram of all values would be, and survives its encoding', () => {
    const latencies = fc.array(fc.double({ min: 0, max: 600_000, noNaN: true }), { maxLength: 300 });
    fc.assert(
      fc.property(fc.array(latencies, { maxLength: 4 }), (rounds) => {
        const merged = LatencyHistogram.merge(rounds.map((values) => of(...values).encode()));
        expect(merged.summary()).toEqual(LatencyHistogram.decode(of(...rounds.flat()).encode()).summary());
        expect(merged.count).toBe(rounds.flat().length);
      }),
      { numRuns: 50 },
    );
  });

  it('is the nearest rank to three digits', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i + 1) / 10);
    const histogram = of(...values);
    expect(histogram.percentile(50)).toBeCloseTo(50, 1);
    expect(histogram.percentile(95)).toBeCloseTo(95, 0);
    expect(histogram.percentile(99)).toBeCloseTo(99, 0);
    expect(histogram.max).toBeCloseTo(100, 0);
  });

  it('withholds percentiles that so few values cannot give', () => {
    const counts = (n: number) => Object.keys(of(...Array.from({ length: n }, () => 1)).summary());
    expect(counts(0)).toEqual(['count']);
    expect(counts(199)).toEqual(['count', 'p50Ms', 'maxMs']);
    expect(counts(200)).toEqual(['count', 'p50Ms', 'p95Ms', 'maxMs']);
    expect(counts(999)).toEqual(['count', 'p50Ms', 'p95Ms', 'maxMs']);
    expect(counts(1000)).toEqual(['count', 'p50Ms', 'p95Ms', 'p99Ms', 'maxMs']);
  });
});

describe('rotation', () => {
  const weighted = fc.array(fc.record({ item: fc.integer(), weight: fc.integer({ min: 1, max: 5 }) }), {
    minLength: 1,
    maxLength: 30,
  });

  it('deals each item as often as it weighs in every pass, in an order that the seed decides', () => {
    fc.assert(
      fc.property(weighted, fc.nat(), (items, seed) => {
        const size = items.reduce((sum, { weight }) => sum + weight, 0);
        const [next, again] = [rotateRequests(items, seed), rotateRequests(items, seed)];
        const wanted = items.flatMap(({ item, weight }) => Array.from({ length: weight }, () => item)).sort();
        for (let pass = 0; pass < 3; pass++) {
          const dealt = Array.from({ length: size }, next);
          expect(Array.from({ length: size }, again)).toEqual(dealt);
          expect(dealt.toSorted()).toEqual(wanted);
        }
      }),
    );
  });
});

describe('ramp', () => {
  it('keeps its shape in another time', () => {
    const ramp = { rampUpSeconds: 30, holdSeconds: 60, rampDownSeconds: 30 };
    expect(scaleRamp(ramp, 40)).toEqual({ rampUpSeconds: 10, holdSeconds: 20, rampDownSeconds: 10 });
  });

  it('has half of its users in the mean of each slope', () => {
    const ramp = { users: 50, rampUpSeconds: 30, holdSeconds: 60, rampDownSeconds: 30 };
    const stays = Array.from({ length: 50 }, (_, index) => stayOf(index, ramp));
    const userSeconds = stays.reduce((sum, { from, until }) => sum + until - from, 0);
    expect(userSeconds / 120).toBeCloseTo(37.5);
    expect(stays.every(({ from, until }) => from >= 0 && from < 30 && until > 90 && until <= 120)).toBe(true);
  });
});

/** What a generator would report of a server that keeps p99 at 10 ms up to a rate. */
const serverUpTo = (capacity: number, saturatedFrom = Number.POSITIVE_INFINITY) => {
  const rates: number[] = [];
  return {
    rates,
    warmUp: async () => undefined,
    measure: async (plan: LoadPlan): Promise<LoadReport> => {
      if (plan.mode !== 'open') throw new Error('not an open loop');
      const { ratePerSecond, seconds } = plan;
      rates.push(ratePerSecond);
      const count = Math.round(ratePerSecond * seconds);
      const ms = ratePerSecond > capacity ? 200 : 10;
      const histogram = of(...Array.from({ length: count }, () => ms));
      const valid = ratePerSecond < saturatedFrom;
      return {
        ...{ mode: 'open', seconds, offeredPerSecond: ratePerSecond, achievedPerSecond: ratePerSecond },
        ...{ sent: count, completed: count, failed: 0, failures: {}, dropped: 0, late: 0, bytesReceived: 0 },
        ...{
          latency: histogram.summary(),
          utilization: valid ? 0.1 : 0.9,
          niceness: 0,
          cpuSeconds: 0.1,
          valid,
          notes: [],
        },
        ...(!valid && { invalidReason: 'the load generator was busy for 90 % of the time (limit 70 %)' }),
        histogram: histogram.encode(),
      };
    },
  };
};

describe('sustainable rate', () => {
  const plan = {
    mode: 'open' as const,
    target: 'http://127.0.0.1:1',
    requests: [{ method: 'GET' as const, path: '/' }],
    ...{ seed: 1, seconds: 10 },
  };
  const search = { plan, p99Ms: 50, startPerSecond: 200, mostPerSecond: 4000 };

  it('comes within its precision of what the server can do, from below and from above', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 110, max: 3900 }), async (capacity) => {
        const found = await sustainableRate(serverUpTo(capacity), search);
        const { sustained, refused, steps } = found;
        const [low = 0, high = 0] = [sustained?.ratePerSecond, refused?.ratePerSecond];
        expect(low).toBeLessThanOrEqual(capacity);
        expect(high).toBeGreaterThan(capacity);
        expect(high / low).toBeLessThanOrEqual(1.05);
        const { metrics, counters, noise } = measuredFromSearch(found);
        expect([metrics.requests_per_second, metrics.latency_p99_ms]).toEqual([low, expect.closeTo(10, 1)]);
        expect(counters.requests).toBe(steps.reduce((sum, { report }) => sum + report.sent, 0));
        expect(noise.generator_utilization_share).toBe(0.1);
        expect(steps.every(({ ratePerSecond, refused }) => ratePerSecond > capacity === (refused !== undefined))).toBe(
          true,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('stops where p99 can no longer be known, and at the most that was asked for', async () => {
    const slow = serverUpTo(20);
    const none = await sustainableRate(slow, search);
    expect(none).toMatchObject({ sustained: undefined, refused: { ratePerSecond: 100 } });
    expect(measuredFromSearch(none).metrics).not.toHaveProperty('requests_per_second');
    expect(Math.min(...slow.rates)).toBe(100);
    const fast = await sustainableRate(serverUpTo(1e6), search);
    expect(fast).toMatchObject({ sustained: { ratePerSecond: 4000 }, refused: undefined });
    await expect(sustainableRate(slow, { ...search, mostPerSecond: 50 })).rejects.toMatchObject({ code: 'bad-input' });
  });

  it('tries a step again in which the generator was at its limit, and says that it was not the server', async () => {
    const generator = serverUpTo(1e6, 1000);
    const found = await sustainableRate(generator, search);
    expect(found.refused?.report.valid).toBe(false);
    expect(measuredFromSearch(found).noise.generator_utilization_share).toBe(0.9);
    expect(found.sustained?.ratePerSecond).toBeLessThan(1000);
    const over = generator.rates.filter((rate) => rate >= 1000);
    expect(over.length).toBe(2 * new Set(over).size);
  });
});
