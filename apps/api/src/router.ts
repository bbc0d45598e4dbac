import { type Auth, createAccountRouter } from '@lab/auth/server';
import { router } from '@lab/rpc';
import { type ChangeFeed, createRunsRouter } from '@lab/runs/api';
import { createExperimentRouters, experiments, type OpenExperiments } from './experiments.ts';
import { createSystemRouter, type SystemRouterOptions } from './system/create-system-router.ts';

export interface AppRouterOptions extends Omit<SystemRouterOptions, 'cache'> {
  readonly changes: ChangeFeed;
  readonly auth: Auth;
  readonly opened: OpenExperiments;
}

/** The whole API as one router; each part is made by the package that owns it. */
export const createAppRouter = ({ auth, changes, opened, ...system }: AppRouterOptions) =>
  router({
    runs: createRunsRouter({ pool: system.pool, experiments, changes }),
    account: createAccountRouter({ auth, pool: system.pool }),
    system: createSystemRouter({ ...system, cache: opened.customers.cached }),
    ...createExperimentRouters({ pool: system.pool, opened }),
  });

export type AppRouter = ReturnType<typeof createAppRouter>;
export type { SystemRouter } from './system/create-system-router.ts';
export type { MachineState, ServiceState, SystemState } from './system/system-state.ts';
