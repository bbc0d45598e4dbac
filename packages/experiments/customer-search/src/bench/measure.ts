import type { Measured, SampleSpec } from '@lab/bench';
import { measuredFrom, measuredFromSearch, openGenerator, sustainableRate } from '@lab/bench/load';
import { createPool } from '@lab/db';
import { readBareBody } from './bare-body.ts';
import { cacheCounters } from './cache-counters.ts';
import { deepPages } from './deep-pages.ts';
import { loadPlan } from './load-plan.ts';
import { type MeasuredHost, openHost, switchedOff } from './open-host.ts';
import { askProbes } from './probes.ts';
import { queriesOf } from './requests.ts';
import { rowsRead, sessionsGone } from './rows-read.ts';
import type { MeasureStep } from './step.ts';

/** The answer time that a rate must keep to be called sustainable, at p99. */
const sustainableMs = 50;

interface Loaded {
  readonly measured: Measured;
  readonly queries: number;
  readonly requests: number;
}

const withHost = async ({ cache, count }: MeasuredHost, measured: Measured): Promise<Loaded> => {
  const counters = { ...measured.counters, ...(cache && cacheCounters(await cache.stats())) };
  return { measured: { ...measured, counters }, ...count };
};

const load = async (step: MeasureStep, variant: string): Promise<Loaded> => {
  const { params, seed, signal, workload } = step;
  const deep =
    workload === 'deep-page' || workload === 'ablation'
      ? await deepPages(step, variant, switchedOff(variant, params.without))
      : [];
  const options = { customers: params.customers, seed, deepPages: deep };
  await using host = await openHost(step, variant, await readBareBody(step));
  if (host.path !== '/bare') {
    const probed = workload === 'scenario' ? [''] : queriesOf(workload, options);
    await askProbes(step, `${host.target}${host.path}`, probed);
  }
  await using generator = await openGenerator({ signal });
  const plan = loadPlan(step, host, options);
  if (params.load === 'sustainable' && plan.mode === 'open') {
    const most = { startPerSecond: params.rate, mostPerSecond: 20_000 };
    const search = await step.timed(() => sustainableRate(generator, { plan, p99Ms: sustainableMs, ...most }));
    return await withHost(host, measuredFromSearch(search));
  }
  await generator.warmUp(plan);
  const report = await step.timed(() => generator.measure(plan, step.progress));
  return await withHost(host, measuredFrom(report));
};

/** One host, one load. Rows and statements are those of all its requests, warm-up and probes included, per request. */
export const measure = async (step: MeasureStep, { variant }: SampleSpec): Promise<Measured> => {
  const { connectionString } = step.database;
  await using pool = createPool({ connectionString, applicationName: `${step.applicationName}:rows`, max: 1 });
  const before = await rowsRead(pool);
  const { measured, queries, requests } = await load(step, variant);
  await sessionsGone(pool, step.applicationName, step.signal);
  const read = (await rowsRead(pool)) - before;
  const each = Math.max(1, requests);
  return {
    ...measured,
    metrics: {
      ...measured.metrics,
      ...(requests > 0 && { queries_per_request: queries / each, rows_read_per_request: read / each }),
    },
  };
};
