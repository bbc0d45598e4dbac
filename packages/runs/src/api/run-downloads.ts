import { type BenchResult, type ExperimentContract, exportBmf, exportGithubAction, exportSamplesCsv } from '@lab/bench';
import { LabError } from '@lab/errors';
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
  readonly type: string;
  readonly write: (result: BenchResult) => string;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;
const jsonType = 'application/json; charset=utf-8';

const downloads: Readonly<Record<string, Download>> = {
  'result.json': { type: jsonType, write: json },
  'samples.csv': { type: 'text/csv; charset=utf-8; header=present', write: exportSamplesCsv },
  'bmf.json': { type: jsonType, write: (result) => json(exportBmf(result)) },
  'github-action-benchmark.json': { type: jsonType, write: (result) => json(exportGithubAction(result)) },
};

const paramsSchema = z.object({ id: z.string() });

/**
 * `GET /api/runs/:id/result.json | samples.csv | bmf.json | github-action-benchmark.json`: a run as a file, also while it runs.
 * Errors are LabErrors for the host's error handler.
 */
export const runDownloads: FastifyPluginAsync<RunDownloadsOptions> = async (app, options) => {
  for (const [file, { type, write }] of Object.entries(downloads)) {
    app.get(`/api/runs/:id/${file}`, { onRequest: options.authenticate }, async (request, reply) => {
      const params = paramsSchema.safeParse(request.params);
      if (!params.success) throw new LabError('not-found', { path: request.url });
      const id = asRunId(params.data.id);
      const { result, experiment, workload, finishedAt } = await getRun({ ...options, id });
      if (!result) throw new LabError(finishedAt ? 'run-never-measured' : 'run-not-measured', { run: id });
      return reply
        .type(type)
        .header('content-disposition', `attachment; filename="${experiment}-${workload}-${id.slice(0, 8)}.${file}"`)
        .header('cache-control', 'private, no-cache')
        .send(write(result));
    });
  }
};
