import type { Variant } from '@lab/bench';

/** Everything runs in the measured host's own process, so "atomic" says that an answer is one consistent page. */
const served = { reference: false, atomic: true } as const;

export const naive = {
  ...served,
  id: 'naive',
  label: 'Naive',
  naive: true,
  atomic: false,
  description:
    'Prisma, page numbers with OFFSET, COUNT(*), one query more for each address and each relationship, one after the other. Not one snapshot: rows that change between its queries show.',
} as const satisfies Variant;

export const optimized = {
  ...served,
  id: 'optimized',
  label: 'Optimised',
  naive: false,
  settings: {
    pagination: 'signed keyset cursors',
    filters: 'lexicon, then b-tree or trigram GIN',
    JSON: 'built by the server',
  },
  description:
    'Keyset cursors, one denormalised read table with the right indexes, contains by way of a lexicon of distinct values, prepared statements, JSON built in SQL. No cache.',
} as const satisfies Variant;

export const cachedIds = {
  ...served,
  id: 'cached-ids',
  label: 'Optimised, keys cached',
  naive: false,
  settings: { cached: 'primary keys of a page', 'time to live': '60 s', 'version lease': '25 ms' },
  description:
    'The optimised API with the primary keys of each page in a cache; the rows are read by key. A write makes all of it old before its answer returns.',
} as const satisfies Variant;

export const cachedResponse = {
  ...served,
  id: 'cached-response',
  label: 'Optimised, answers cached',
  naive: false,
  settings: { cached: 'whole answers', 'time to live': '60 s', 'version lease': '25 ms' },
  description:
    'The optimised API with whole answers in a cache. A write makes all of it old before its answer returns.',
} as const satisfies Variant;

export const bareFastify = {
  id: 'bare-fastify',
  label: 'Fastify alone',
  naive: false,
  reference: true,
  atomic: true,
  description: 'A constant JSON answer of the same size: what the host costs without any search.',
} as const satisfies Variant;
