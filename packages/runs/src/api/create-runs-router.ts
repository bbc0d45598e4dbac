import type { ExperimentContract } from '@lab/bench';
import { procedure, router } from '@lab/rpc';
import { tracked } from '@trpc/server';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { ChangeFeed } from '../changes/create-change-feed.ts';
import { listRunsSchema, type RunPageView, startRunSchema } from '../contract.ts';
import { cancelRun } from '../store/cancel-run.ts';
import { deleteRun } from '../store/delete-run.ts';
import { estimateRun } from '../store/estimate-run.ts';
import { getRun } from '../store/get-run.ts';
import { latestRuns } from '../store/latest-runs.ts';
import { listRuns } from '../store/list-runs.ts';
import { mayDelete } from '../store/may-delete.ts';
import { startRun } from '../store/start-run.ts';
import { asRunId } from './as-run-id.ts';

export interface RunsRouterOptions {
  readonly pool: Pool;
  readonly experiments: readonly ExperimentContract[];
  readonly changes: ChangeFeed;
}

const runId = z.object({ id: z.string() });

/** Everything a page does with runs; each procedure validates and calls one verb. */
export const createRunsRouter = ({ pool, experiments, changes }: RunsRouterOptions) =>
  router({
    list: procedure.input(listRunsSchema.optional()).query(({ input }) => listRuns({ pool, ...input })),
    get: procedure.input(runId).query(async ({ ctx, input }): Promise<RunPageView> => {
      const run = await getRun({ pool, experiments, id: asRunId(input.id) });
      return { ...run, mayDelete: mayDelete(ctx.user, run.createdBy) };
    }),
    latest: procedure.query(() => latestRuns({ pool, experiments: experiments.map(({ slug }) => slug) })),
    estimate: procedure.input(startRunSchema).query(({ input }) => estimateRun({ pool, experiments, request: input })),
    start: procedure
      .input(startRunSchema)
      .mutation(({ ctx, input }) =>
        startRun({ pool, experiments, request: input, reason: 'page', createdBy: ctx.user.id }),
      ),
    cancel: procedure.input(runId).mutation(({ input }) => cancelRun({ pool, id: asRunId(input.id) })),
    remove: procedure
      .input(runId)
      .mutation(({ ctx, input }) => deleteRun({ pool, id: asRunId(input.id), by: ctx.user })),
    /** Hints of all kinds, one subscription for a tab. A hint is a reason to read again, never the news itself. */
    changes: procedure.input(z.object({ lastEventId: z.string().nullish() }).optional()).subscription(async function* ({
      input,
      signal,
    }) {
      for await (const { id, hint } of changes.subscribe(signal, input?.lastEventId)) yield tracked(id, hint);
    }),
  });

export type RunsRouter = ReturnType<typeof createRunsRouter>;
