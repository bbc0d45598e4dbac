import type { Variant } from '@lab/bench';
import { naiveRowsCap, stagingMerge } from './shared-variants.ts';

export const upsertVariants = [
  {
    id: 'prisma-upsert',
    label: 'Prisma upsert',
    naive: true,
    reference: false,
    atomic: false,
    rowsCap: naiveRowsCap,
    description:
      'One ORM upsert a row by its natural key. Not atomic: every row commits alone, so a failure leaves the rows before it.',
  },
  {
    id: 'insert-on-conflict',
    label: 'INSERT … ON CONFLICT',
    naive: false,
    reference: false,
    atomic: true,
    settings: { 'rows per statement': '10,000', transaction: 'one' },
    description: 'INSERT … SELECT from arrays with ON CONFLICT DO UPDATE.',
  },
  {
    id: 'staging-upsert',
    label: 'Staging + ON CONFLICT',
    naive: false,
    reference: false,
    atomic: true,
    settings: { staging: 'temporary table, binary COPY' },
    description: 'COPY into a temporary table, then one INSERT … SELECT … ON CONFLICT DO UPDATE.',
  },
  stagingMerge,
] as const satisfies readonly Variant[];
