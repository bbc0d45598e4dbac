import { expect, it } from 'vitest';
import { derivedMetrics } from '../src/runner/derived-metrics.ts';
import definition from './fixture/definition.ts';
import loadDefinition from './fixture/load-definition.ts';

const sample = { workload: 'get', variant: 'plain', metrics: { cpu_seconds: 0.2 } };

it('makes metrics of the numbers of process and server together', () => {
  const counters = { server_cpu_seconds: 0.3, requests: 100 };
  expect(derivedMetrics(loadDefinition, { ...sample, counters })).toEqual({ cpu_us_per_request: 5000 });
  expect(derivedMetrics(definition, { ...sample, counters })).toEqual({});
});

it('leaves out what cannot be known, and refuses what is no number', () => {
  expect(derivedMetrics(loadDefinition, { ...sample, counters: { requests: 100 } })).toEqual({});
  const nothing = { server_cpu_seconds: 0.3, requests: 0 };
  expect(() => derivedMetrics(loadDefinition, { ...sample, counters: nothing })).toThrow(
    'The metric cpu_us_per_request cannot be derived: it came out as Infinity.',
  );
});
