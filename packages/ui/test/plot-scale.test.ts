import { describe, expect, it } from 'vitest';
import { plotScale } from '../src/plot-scale.ts';

describe('plotScale', () => {
  it('is logarithmic when values span decades, with whole decades as ticks', () => {
    const scale = plotScale([3200, 46_000, 185_000]);
    expect(scale.kind).toBe('log');
    expect(scale.ticks).toEqual(expect.arrayContaining([5000, 10_000, 100_000]));
  });

  it('is linear from zero when values are alike, so that lengths may be compared', () => {
    const scale = plotScale([41.2e6, 96e6]);
    expect(scale.kind).toBe('linear');
    expect(scale.at(0)).toBe(0);
    expect(scale.ticks[0]).toBe(0);
  });

  it('is linear when a value is zero: its logarithm does not exist', () => {
    expect(plotScale([0, 1, 100_000]).kind).toBe('linear');
  });

  it.each([[[]], [[Number.NaN]], [[0]], [[5]], [[1e-9, 1e12]], [[3, 3, 3]]])('draws %j inside the frame', (values) => {
    const scale = plotScale(values);
    for (const value of values.filter(Number.isFinite)) {
      expect(scale.at(value)).toBeGreaterThanOrEqual(0);
      expect(scale.at(value)).toBeLessThanOrEqual(100);
    }
    expect(scale.ticks.length).toBeLessThan(14);
  });

  it('keeps the order of values', () => {
    const values = [1, 2, 9, 30, 31, 4000];
    const positions = values.map(plotScale(values).at);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
  });
});
