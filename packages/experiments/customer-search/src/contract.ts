import type { ExperimentContract, Variant } from '@lab/bench';
import { metrics } from './contract/metrics.ts';
import { optimizations } from './contract/optimizations.ts';
import { parameters } from './contract/parameters.ts';
import { bareFastify, cachedIds, cachedResponse, naive, optimized } from './contract/variants.ts';

export { type Parameters, parameters } from './contract/parameters.ts';

const all: readonly Variant[] = [naive, optimized, cachedIds, cachedResponse, bareFastify];

const workload = (id: string, label: string, description: string, variants: readonly Variant[] = all) => ({
  id,
  label,
  description,
  variants,
  baseline: variants.some((variant) => variant.id === 'naive') ? 'naive' : 'optimized',
});

const without: readonly Variant[] = optimizations.map((id) => ({
  ...optimized,
  id: `without-${id}`,
  label: `Without ${id.replace('-', ' ')}`,
  description: `The optimised API with "${id}" switched off and everything else on.`,
}));

/** The door ".": browser-safe. */
export const customerSearch: ExperimentContract<typeof parameters> = {
  slug: 'customer-search',
  title: 'Customer search',
  question: 'What separates a list endpoint that times out at 50 users from one that answers in milliseconds?',
  workloads: [
    workload('list', 'List', 'The first page in the default order.'),
    workload(
      'filter',
      'Filter',
      'The first page of those whose first name contains a text that changes with every request.',
    ),
    workload(
      'search',
      'Search',
      'The first page of those of whom any column contains a text that changes with every request.',
    ),
    workload('sort', 'Sort', 'The first page in each of the orders, ascending and descending.'),
    workload('deep-page', 'Deep page', 'A page near the end of the list: 29 of 30 rows come before it.'),
    workload('typo', 'Search with typing errors', 'Ranked search for a name and a place, of which one is mistyped.', [
      optimized,
      cachedIds,
      cachedResponse,
      bareFastify,
    ]),
    workload('write-mix', 'Reads and writes', 'Nine reads to one change of a customer, by the same host.', [
      optimized,
      cachedIds,
      cachedResponse,
      bareFastify,
    ]),
    workload(
      'scenario',
      'Fifty users',
      'Virtual users come, stay and leave; each lists, filters, searches and sorts, and thinks for a second after each answer.',
    ),
    workload(
      'ablation',
      'One optimisation less',
      'List, filter, search, sort and a deep page in turn, each optimisation switched off alone.',
      [optimized, ...without],
    ),
  ],
  parameters,
  metrics,
  headline: 'requests_per_cpu_second',
  verdictVerb: 'answered',
  verdictNoun: 'requests per second of CPU',
  progressUnit: 'seconds',
  standardPlan: [
    { workload: 'scenario', rounds: 5, params: { customers: 3_000_000, seconds: 120 } },
    { workload: 'search', rounds: 6, params: { customers: 3_000_000 } },
  ],
  firstRun: {
    workload: 'search',
    rounds: 6,
    variants: ['naive', 'optimized', 'cached-response'],
    params: { customers: 50_000, seconds: 5 },
  },
};
