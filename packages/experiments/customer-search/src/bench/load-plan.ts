import type { LoadPlan, LoadRequest } from '@lab/bench/load';
import { scaleRamp } from '@lab/bench/load';
import { mix } from '../core/data/mix.ts';
import { getOf, queriesOf, type RequestOptions, scenarioSteps } from './requests.ts';
import type { Step } from './step.ts';

/** The original's ramp in seconds: 0 to 50 users, 50 users, 50 to 0. */
const ramp = { rampUpSeconds: 30, holdSeconds: 60, rampDownSeconds: 30 };

/** One change to nine reads. */
const readsPerWrite = 9;
const written = 200;

/** Ids whose points the write mix changes; put right again from the naive schema, which nobody writes. */
export const writtenIds = ({ customers, seed }: Pick<RequestOptions, 'customers' | 'seed'>): number[] =>
  Array.from({ length: written }, (_, place) => 1 + (mix(place, 2, seed) % customers));

const writes = (path: string, options: RequestOptions): LoadRequest[] =>
  writtenIds(options).map((id, place) => ({
    method: 'PATCH',
    path: `${path}/${id}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ points: place }),
  }));

const withWrites = (path: string, reads: readonly LoadRequest[], options: RequestOptions): LoadRequest[] => {
  const changes = writes(path, options);
  // Weights make nine to one of two lists of any length.
  return [
    ...reads.map((request) => ({ ...request, weight: readsPerWrite * changes.length })),
    ...changes.map((request) => ({ ...request, weight: reads.length })),
  ];
};

/** The load of a sample on a host. `sustainable` begins as the open load does. */
export const loadPlan = (
  step: Step,
  host: { readonly target: string; readonly path: string },
  options: RequestOptions,
): LoadPlan => {
  const { workload, params, seed } = step;
  const common = { target: host.target, seed, timeoutSeconds: workload === 'scenario' ? 60 : 10 };
  if (workload === 'scenario') {
    const steps = scenarioSteps(host.path);
    return { mode: 'scenario', ...common, steps, users: params.users, ...scaleRamp(ramp, params.seconds) };
  }
  const reads = host.path === '/bare' ? getOf(host.path, ['']) : getOf(host.path, queriesOf(workload, options));
  const requests = workload === 'write-mix' && host.path !== '/bare' ? withWrites(host.path, reads, options) : reads;
  const timed = { ...common, requests, seconds: params.seconds, warmUpSeconds: Math.min(2, params.seconds / 4) };
  return params.load === 'closed'
    ? { mode: 'closed', ...timed, concurrency: params.connections }
    : { mode: 'open', ...timed, ratePerSecond: params.rate };
};
