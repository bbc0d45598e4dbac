import { z } from 'zod';

/** queued -> running -> finished | cancelled | failed; only a finished import has changed the tables. */
export const importStatusSchema = z.enum(['queued', 'running', 'finished', 'cancelled', 'failed']);
export type ImportStatus = z.infer<typeof importStatusSchema>;

/**
 * Ways to write that *Try it* offers, each for one workload; ids are those of the benchmark's variants. What is not here commits
 * on several connections or row by row, and could not share the transaction that says "finished".
 */
export const importStrategies = {
  create: ['insert-values', 'insert-unnest', 'copy-text', 'copy-binary', 'replace-table'],
  update: ['update-values', 'update-unnest', 'staging-update', 'staging-merge'],
  upsert: ['insert-on-conflict', 'staging-upsert', 'staging-merge'],
} as const;

const workloads = Object.keys(importStrategies) as [
  keyof typeof importStrategies,
  ...(keyof typeof importStrategies)[],
];

/** `create` replaces all scores by freshly generated ones and adds genes that are missing, `update` and `upsert` change what is there. */
export const startImportSchema = z
  .object({
    genes: z.number().int().min(2).max(2_000).meta({ title: 'Genes', description: 'n genes give n × n scores.' }),
    workload: z.enum(workloads).default('create').meta({ title: 'Workload' }),
    strategy: z.string().meta({ title: 'Strategy' }),
  })
  .superRefine(({ workload, strategy }, context) => {
    const allowed: readonly string[] = importStrategies[workload];
    if (!allowed.includes(strategy))
      context.addIssue({
        code: 'custom',
        path: ['strategy'],
        message: `Workload ${workload} can be done by ${allowed.join(', ')}; not by "${strategy}".`,
      });
  });
export type StartImport = z.infer<typeof startImportSchema>;

export const importViewSchema = z
  .object({
    id: z.string(),
    workload: z.string(),
    strategy: z.string(),
    source: z.enum(['generated', 'upload']),
    genes: z.int().nullable(),
    fileName: z.string().nullable().meta({ description: 'Of an upload whose sender said it.' }),
    fileBytes: z
      .int()
      .nullable()
      .meta({ description: 'null while an upload streams whose sender did not say how long it is.' }),
    status: importStatusSchema,
    rowsDone: z.int(),
    rowsTotal: z.int().nullable().meta({ description: 'null while an upload streams: its length is not known.' }),
    seconds: z.number().nullable(),
    error: z.string().nullable(),
    errorLine: z.int().nullable().meta({ description: 'Line of the uploaded file that `error` is about, from 1.' }),
    cancelRequestedAt: z.string().nullable(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'Import' });
export type ImportView = Readonly<z.output<typeof importViewSchema>>;

export interface GeneHit {
  readonly id: number;
  readonly systematicName: string;
  readonly commonName: string | null;
}

/** One gene ranked by its score against the gene asked for, whichever side of the pair it is stored on. */
export interface SimilarGene extends GeneHit {
  readonly metric: string;
  readonly score: number;
  readonly pvalue: number | null;
}

/** Rows in the application's tables. */
export interface Counts {
  readonly genes: number;
  readonly similarities: number;
  readonly datasets: number;
}

export const similarQuerySchema = z.object({
  /** Systematic or common name, in any case. */
  gene: z.string().trim().min(1).max(100),
  order: z.enum(['best', 'worst']).default('best'),
  limit: z.number().int().min(1).max(200).default(20),
});
export type SimilarQuery = z.input<typeof similarQuerySchema>;
