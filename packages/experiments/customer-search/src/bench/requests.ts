import type { LoadRequest } from '@lab/bench/load';
import { orderings, sortKeys } from '../contract/list-query.ts';
import { drawnRows, mistyped, searchTerms } from './terms.ts';

export interface RequestOptions {
  readonly customers: number;
  readonly seed: number;
  /** Pages near the end of the list as query strings of the variant: `page=…` or `cursor=…`. */
  readonly deepPages: readonly string[];
}

/** So many different terms rotate: more than any cache of one size keeps by luck, few enough to be asked for again. */
const terms = 300;

const query = (parameters: Readonly<Record<string, string>>): string => new URLSearchParams(parameters).toString();

const filters = ({ customers, seed }: RequestOptions): string[] => [
  ...new Set(drawnRows(customers, seed, terms).map(({ first_name }) => query({ first_name }))),
];

const searches = ({ customers, seed }: RequestOptions): string[] => [
  ...new Set(searchTerms(drawnRows(customers, seed + 1, terms)).map((search) => query({ search }))),
];

const sorts = (): string[] => sortKeys.flatMap((sort_by) => orderings.map((ordering) => query({ sort_by, ordering })));

const typos = ({ customers, seed }: RequestOptions): string[] =>
  drawnRows(customers, seed + 2, terms).flatMap(({ last_name, address }) =>
    address && last_name.length >= 5
      ? [query({ match: 'best', search: `${mistyped(last_name)} ${address.city}` })]
      : [],
  );

/** A few of each kind, so that no kind outweighs the others. */
const mixture = (options: RequestOptions): string[] => {
  const some = (all: readonly string[]) => all.slice(0, 20);
  const kinds = [
    Array.from({ length: 20 }, () => ''),
    some(filters(options)),
    some(searches(options)),
    sorts(),
    some(options.deepPages),
  ];
  return kinds.flat();
};

const byWorkload: Readonly<Record<string, (options: RequestOptions) => readonly string[]>> = {
  list: () => [''],
  filter: filters,
  search: searches,
  sort: sorts,
  'deep-page': ({ deepPages }) => deepPages,
  typo: typos,
  'write-mix': (options) => [...filters(options).slice(0, 100), ...searches(options).slice(0, 100)],
  ablation: mixture,
};

/** Query strings of a workload. @throws RangeError for a workload that is not made of one list */
export const queriesOf = (workload: string, options: RequestOptions): readonly string[] => {
  const make = byWorkload[workload];
  if (!make) throw new RangeError(`The workload ${workload} is not a list of requests.`);
  return make(options);
};

export const getOf = (path: string, queries: readonly string[]): LoadRequest[] =>
  queries.map((text) => ({ method: 'GET', path: text === '' ? path : `${path}?${text}` }));

/** The four requests of the original load test, a second of thought after each. */
export const scenarioSteps = (path: string) =>
  [
    '',
    query({ first_name: 'Anthony' }),
    query({ search: 'Nicholas Heights' }),
    query({ sort_by: 'created', ordering: 'descending' }),
  ].map((text) => ({ requests: getOf(path, [text]), thinkSeconds: 1 }));
