import { z } from 'zod';

/** The knobs of every workload. The command line derives its flags from it, the page its form. */
export const parameters = z.object({
  rows: z
    .number()
    .int()
    .min(1)
    .max(50_000_000)
    .default(200_000)
    .meta({ title: 'Rows', description: 'How many rows one sample writes: the first n of the matrix, row by row.' }),
  table: z
    .enum(['genes', 'similarities'])
    .default('similarities')
    .meta({
      title: 'Table',
      description: 'Genes (one row a gene) or the similarity scores of all pairs of genes.',
      choices: { genes: 'Genes', similarities: 'Similarity scores' },
      more: true,
    }),
  constraints: z
    .enum(['bare', 'full'])
    .default('bare')
    .meta({
      title: 'Constraints',
      description:
        'What every row is checked against: primary key and indexes only (bare), or both foreign keys to the genes as well (full).',
      choices: { bare: 'Primary key and indexes', full: 'Foreign keys as well' },
    }),
  // A path on the server: whoever may choose it can ask which files there are, so no page may.
  names: z.string().min(1).optional().meta({
    title: 'Names',
    cli: true,
    more: true,
    description: 'Path of a JSON file with an array of gene names; absent: names are generated in the yeast pattern.',
  }),
});

export type Parameters = z.output<typeof parameters>;
