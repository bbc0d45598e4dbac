import type { Variant } from '@lab/bench';
import { naiveRowsCap, replaceTable, stagingMerge } from './shared-variants.ts';

export const updateVariants = [
  {
    id: 'prisma-update',
    label: 'Prisma update',
    naive: true,
    reference: false,
    atomic: false,
    rowsCap: naiveRowsCap,
    description:
      'One ORM update a row by its natural key. Not atomic: every row commits alone, so a failure leaves the rows before it changed.',
  },
  {
    id: 'prisma-update-batch',
    label: 'Prisma updates in one transaction',
    naive: false,
    reference: false,
    atomic: true,
    rowsCap: naiveRowsCap,
    settings: { 'rows per statement': '1', 'statements queued': '500', transaction: 'one' },
    description:
      'The best the ORM offers for different values a row: still one UPDATE a row, sent one after the other; only the commit is shared, and 500 wait in a queue at a time.',
  },
  {
    id: 'update-values',
    label: 'UPDATE … FROM VALUES',
    naive: false,
    reference: false,
    atomic: true,
    settings: { 'rows per statement': '1,000', transaction: 'one', prepared: 'no' },
    description: 'UPDATE joined with a VALUES list of parameters.',
  },
  {
    id: 'update-unnest',
    label: 'UPDATE … FROM UNNEST',
    naive: false,
    reference: false,
    atomic: true,
    settings: { 'rows per statement': '10,000', transaction: 'one' },
    description: 'UPDATE joined with arrays: one parameter a column.',
  },
  {
    id: 'staging-update',
    label: 'Staging + UPDATE',
    naive: false,
    reference: false,
    atomic: true,
    settings: { staging: 'temporary table, binary COPY' },
    description: 'COPY into a temporary table, then one UPDATE … FROM it.',
  },
  stagingMerge,
  replaceTable,
] as const satisfies readonly Variant[];
