import {
  type BenchResult,
  benchResultSchema,
  type ExperimentContract,
  exportBmf,
  exportGithubAction,
  exportSamplesCsv,
} from '@lab/bench';
import { LabError } from '@lab/errors';
import { problems, withZod } from '@lab/rest';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import { getRun } from '../store/get-run.ts';
import { asRunId } from './as-run-id.ts';

export interface RunDownloadsOptions {
  readonly pool: Pool;
  readonly experiments: readonly ExperimentContract[];
  /** Throws (`not-signed-in`) unless the caller may read runs. */
  readonly authenticate: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
}

interface Download {
  readonly summary: string;
  readonly type: string;
  readonly schema: z.ZodType;
  readonly write: (result: BenchResult) => string;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const jsonType = 'application/json; charset=utf-8';

const bound = z.number().optional();
const bmfSchema = z.record(
  z.string(),
  z.record(z.string(), z.object({ value: z.number(), lower_value: bound, upper_value: bound })),
);
const entrySchema = z.object({
  name: z.string(),
  unit: z.string(),
  value: z.number(),
  range: z.string().optional(),
  extra: z.string().optional(),
});

const downloads: Readonly<Record<string, Download>> = {
  'result.json': {
    summary: 'All of a run: raw samples, comparisons, code, environment',
    type: jsonType,
    schema: benchResultSchema,
    write: json,
  },
  'samples.csv': {
    summary: 'The raw samples of a run',
    type: 'text/csv; charset=utf-8; header=present',
    schema: z.string(),
    write: exportSamplesCsv,
  },
  'bmf.json': {
    summary: 'Medians of a run for Bencher',
    type: jsonType,
    schema: bmfSchema,
    write: (result) => json(exportBmf(result)),
  },
  'github-action-benchmark.json': {
    summary: 'The headline metric of a run for github-action-benchmark',
    type: jsonType,
    schema: z.array(entrySchema),
    write: (result) => json(exportGithubAction(result)),
  },
};

/**
 * `GET /api/runs/:id/result.json | samples.csv | bmf.json | github-action-benchmark.json`: a run as a file, also while it runs.
 * Errors are LabErrors for the host's error handler.
 */
export const runDownloads: FastifyPluginAsync<RunDownloadsOptions> = async (instance, options) => {
  const app = withZod(instance);
  for (const [file, { summary, type, schema, write }] of Object.entries(downloads)) {
    const [mediaType = type] = type.split(';');
    app.get(
      `/api/runs/:id/${file}`,
      {
        onRequest: options.authenticate,
        schema: {
          tags: ['Runs'],
          summary,
          params: z.object({ id: z.string().meta({ description: 'Of the run.' }) }),
          response: {
            200: { description: 'The file.', content: { [mediaType]: { schema } } },
            ...problems('not-signed-in', 'run-not-found', 'run-not-measured', 'run-never-measured'),
          },
        },
      },
      async (request, reply) => {
        const id = asRunId(request.params.id);
        const { result, experiment, workload, finishedAt } = await getRun({ ...options, id });
        if (!result) throw new LabError(finishedAt ? 'run-never-measured' : 'run-not-measured', { run: id });
        return reply
          .type(type)
          .header('content-disposition', `attachment; filename="${experiment}-${workload}-${id.slice(0, 8)}.${file}"`)
          .header('cache-control', 'private, no-cache')
          .send(write(result));
      },
    );
  }
};
