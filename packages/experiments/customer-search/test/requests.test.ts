import { expect, test } from 'vitest';
import { chooseProbes } from '../src/bench/probes.ts';
import { queriesOf } from '../src/bench/requests.ts';
import { optimizedListSchema } from '../src/contract/list-query.ts';
import { customerSearch } from '../src/contract.ts';

const options = { customers: 10_000, seed: 7, deepPages: ['page=480', 'page=481'] };
const lists = customerSearch.workloads.map(({ id }) => id).filter((id) => id !== 'scenario');

test.each(lists)('the requests of %s are fixed by the seed, valid, and not all the same', (workload) => {
  const queries = queriesOf(workload, options);
  expect(queries).toEqual(queriesOf(workload, options));
  expect(queries.length).toBeGreaterThan(0);
  for (const query of queries) optimizedListSchema.parse(Object.fromEntries(new URLSearchParams(query)));
  if (workload !== 'list') expect(new Set(queries).size).toBeGreaterThan(1);
  expect(chooseProbes(queries).every((probe) => queries.includes(probe))).toBe(true);
});

test('another seed asks for others', () => {
  expect(queriesOf('search', { ...options, seed: 8 })).not.toEqual(queriesOf('search', options));
});
