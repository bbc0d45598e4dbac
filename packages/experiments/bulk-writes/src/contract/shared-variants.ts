import type { Variant } from '@lab/bench';

/** One statement a row takes a minute for 200,000 rows and tells nothing more than 20,000 do. */
export const naiveRowsCap = 20_000;

export const replaceTable = {
  id: 'replace-table',
  label: 'New table and swap',
  naive: false,
  reference: false,
  atomic: true,
  condition: 'only where the whole table may be replaced',
  settings: { load: 'binary COPY into a bare table', indexes: 'built after the load', lock_timeout: '100 ms, retried' },
  description:
    'Write everything into a new table, build its indexes and constraints, then swap the names, in one transaction. Only where the whole table may be replaced: what the old one holds is gone.',
} as const satisfies Variant;

export const stagingMerge = {
  id: 'staging-merge',
  label: 'Staging + MERGE',
  naive: false,
  reference: false,
  atomic: true,
  settings: { staging: 'temporary table, binary COPY' },
  description: 'COPY into a temporary table, then one MERGE into the target.',
} as const satisfies Variant;
