import type { SampleSpec, Verified } from '@lab/bench';
import { createPool } from '@lab/db';
import type { Pool } from 'pg';
import { naiveListSchema, optimizedListSchema } from '../contract/list-query.ts';
import { openNaiveReader } from '../core/naive/open-naive-reader.ts';
import { createOptimizedReader } from '../core/optimized/create-optimized-reader.ts';
import { benchCursors, deepOffsets, deepPages } from './deep-pages.ts';
import { switchedOff } from './open-host.ts';
import { checksumOf, chooseProbes, readProbes } from './probes.ts';
import { queriesOf } from './requests.ts';
import type { Step } from './step.ts';

const patienceMs = 120_000;

const idsOf = (results: string): number[] => {
  const items: unknown = JSON.parse(results);
  return Array.isArray(items) ? items.map(({ id }: { id: number }) => id) : [];
};

/** A page in the default order, counted and not sought: what no cursor had a hand in. */
const byOffset = async (pool: Pool, offset: number): Promise<number[]> => {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id::text FROM naive.app_user ORDER BY created DESC, id DESC OFFSET $1 LIMIT 20',
    [offset],
  );
  return rows.map(({ id }) => Number(id));
};

/**
 * What a request has to be answered with: by the naive reader on the naive schema, which shares neither tables nor code with what is
 * judged. It knows no ranking, so ranked searches are answered by the optimised reader, here, outside any host or cache.
 */
const ask = async (step: Step, pool: Pool, query: string): Promise<number[]> => {
  const parameters = Object.fromEntries(new URLSearchParams(query));
  if (parameters.match === 'best') {
    const reader = createOptimizedReader({ pool, cursors: benchCursors, statementTimeoutMs: patienceMs });
    const { results } = await reader.list(optimizedListSchema.parse(parameters), { queries: 0 });
    return idsOf(results);
  }
  const { connectionString } = step.database;
  const { applicationName } = step;
  await using naive = openNaiveReader({ connectionString, applicationName, max: 1, statementTimeoutMs: patienceMs });
  const { results } = await naive.list(naiveListSchema.parse(parameters), { queries: 0 });
  return results.map(({ id }) => id);
};

/** By run and request: customers do not change between samples. */
const known = new Map<string, readonly number[]>();

const expected = async (
  step: Step,
  pool: Pool,
  query: string,
  offset: number | undefined,
): Promise<readonly number[]> => {
  const key = `${step.runId} ${offset ?? query}`;
  const answer = known.get(key) ?? (await (offset === undefined ? ask(step, pool, query) : byOffset(pool, offset)));
  known.set(key, answer);
  return answer;
};

/** Compares what a variant answered to some of its requests, before it was under load, with what it should have. */
export const verify = async (step: Step, { variant }: SampleSpec): Promise<Verified> => {
  const { connectionString } = step.database;
  const { workload, params, seed } = step;
  await using pool = createPool({ connectionString, applicationName: step.applicationName, max: 1 });
  const reference = variant === 'bare-fastify';
  const deep =
    workload === 'deep-page' || workload === 'ablation'
      ? await deepPages(step, variant, switchedOff(variant, params.without))
      : [];
  const offsets = deep.length > 0 ? await deepOffsets(step) : [];
  const queries =
    workload === 'scenario' ? [''] : queriesOf(workload, { customers: params.customers, seed, deepPages: deep });
  const wanted: (readonly number[])[] = [];
  for (const query of chooseProbes(queries)) {
    const place = deep.indexOf(query);
    wanted.push(await expected(step, pool, query, place < 0 ? undefined : offsets[place]));
  }
  // The reference answers a constant; there is nothing of its to compare.
  const found = reference ? wanted : (await readProbes(step)).map(({ ids }) => ids);
  const ok = checksumOf(found) === checksumOf(wanted);
  const wrong = wanted.findIndex((ids, place) => checksumOf([ids]) !== checksumOf([found[place] ?? []]));
  return {
    rows: found.reduce((sum, ids) => sum + ids.length, 0),
    checksum: checksumOf(found),
    ok,
    ...(ok
      ? {}
      : { expected: `to ${chooseProbes(queries)[wrong] || 'the list'} ids ${wanted[wrong]?.join(' ')} were expected` }),
  };
};
