import { expect, it } from 'vitest';
import { z } from 'zod';
import { runTitle, runWork } from '../src/ui/run-title.ts';
import { fixture } from './fixture/contract.ts';

const parameters = z.object({
  rows: z.number().default(200),
  constraints: z
    .enum(['bare', 'full'])
    .default('bare')
    .meta({ title: 'Constraints', choices: { bare: 'Indexes only', full: 'Foreign keys as well' } }),
  batch_size: z.number().default(10).meta({ title: 'Batch size' }),
});
const experiment = { ...fixture, parameters };
const run = { experiment: 'fixture', workload: 'create' };

it('names choices and numbers as the form does, and leaves out what is at its default', () => {
  const params = { rows: 1_000_000, constraints: 'full', batch_size: 2500 };
  expect(runWork({ ...run, params }, experiment)).toBe(
    'Create, 1,000,000 rows, foreign keys as well, batch size 2,500',
  );
  expect(runWork({ ...run, params: { rows: 5, constraints: 'bare', batch_size: 10 } }, experiment)).toBe(
    'Create, 5 rows',
  );
});

it('says what it knows of an experiment that is gone', () => {
  expect(runTitle({ ...run, params: { rows: 5, batch_size: 20 } }, undefined)).toBe(
    'fixture: create, 5 rows, batch size 20',
  );
});
