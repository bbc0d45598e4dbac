import { join } from 'node:path';
import type { BenchResult, ExperimentContract, RunnerSink } from '@lab/bench';
import { createPool } from '@lab/db';
import { migrate } from '@lab/db/migrate';
import type { RunRequest } from '@lab/runs/child';
import { recordRun } from '@lab/runs/store';
import { readState, startPostgres, takeLock } from '@lab/services';
import { databaseUrl as forDriver } from '../dev/database-url.ts';

/** One run that is stored while it is measured. */
export interface Report extends AsyncDisposable {
  readonly sink: RunnerSink;
  readonly cancelled: AbortSignal;
  readonly url: string;
  end(result: BenchResult | undefined, error: unknown): Promise<void>;
}

/** The application's database, for as long as the command runs. */
export interface ReportStore extends AsyncDisposable {
  begin(request: RunRequest, contract: ExperimentContract): Promise<Report>;
}

interface Target extends AsyncDisposable {
  readonly connectionString: string;
  readonly frontDoorUrl: string;
}

const defaultFrontDoor = 'http://localhost:3000';
const nothing = async () => {};

/** The running `dev` of this checkout, else DATABASE_URL, else its embedded cluster, started for the duration. */
const findTarget = async (labRoot: string, databaseUrl: string | undefined): Promise<Target> => {
  // The lock tells whether the supervisor is alive; its state file may be left over.
  const lock = takeLock(join(labRoot, '.lab', 'dev.lock'));
  lock?.release();
  const state = lock ? undefined : await readState(labRoot);
  if (state)
    return { connectionString: state.databaseUrl, frontDoorUrl: state.frontDoorUrl, [Symbol.asyncDispose]: nothing };
  if (databaseUrl)
    return { connectionString: forDriver(databaseUrl), frontDoorUrl: defaultFrontDoor, [Symbol.asyncDispose]: nothing };
  const server = await startPostgres({ directory: join(labRoot, '.lab', 'postgres') });
  return {
    connectionString: server.connectionString,
    frontDoorUrl: defaultFrontDoor,
    [Symbol.asyncDispose]: () => server.stop(),
  };
};

/** Opens the store of `--report`. The runs are in it while they are measured, so a dashboard shows them live. */
export const openReport = async (options: {
  readonly labRoot: string;
  readonly databaseUrl: string | undefined;
}): Promise<ReportStore> => {
  await using opening = new AsyncDisposableStack();
  const target = opening.use(await findTarget(options.labRoot, options.databaseUrl));
  await migrate({ connectionString: target.connectionString });
  const pool = createPool({ connectionString: target.connectionString, applicationName: 'lab-bench-report', max: 4 });
  opening.defer(() => pool.end());
  const scope = opening.move();
  return {
    begin: async (request, contract) => {
      const all = contract.workloads.find(({ id }) => id === request.workload)?.variants ?? [];
      const recorded = await recordRun({
        pool,
        runId: request.runId,
        experiment: contract.slug,
        workload: request.workload,
        variants: request.variants ?? all.map(({ id }) => id),
        rounds: request.rounds,
        seed: request.seed,
        params: request.params,
        reason: request.reason,
        holder: `lab bench (process ${process.pid})`,
      });
      return {
        ...recorded,
        url: `${target.frontDoorUrl}/runs/${request.runId}`,
        [Symbol.asyncDispose]: recorded[Symbol.asyncDispose],
      };
    },
    [Symbol.asyncDispose]: () => scope.disposeAsync(),
  };
};
