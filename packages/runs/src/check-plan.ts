import { describeParameters, type ExperimentContract, isBenchError, type ResolvedPlan, resolvePlan } from '@lab/bench';
import { LabError } from '@lab/errors';
import type { StartRun } from './contract.ts';

/** A request that was checked against the contract of its experiment: nothing in it is left to guess. */
export interface CheckedPlan extends ResolvedPlan {
  readonly contract: ExperimentContract;
}

/** A request comes from a browser: what names something on this machine is not for it to choose. */
const refuseCommandLineOnly = (contract: ExperimentContract, params: StartRun['params']): void => {
  const asked = describeParameters(contract.parameters).find(
    ({ name, commandLineOnly }) => commandLineOnly && params[name] !== undefined,
  );
  if (asked)
    throw new LabError('bad-input', {
      problem: `The parameter ${asked.name} can be set on the command line only: pnpm lab bench ${contract.slug} --${asked.flag}.`,
    });
};

/**
 * Checks a request before anything is started. `lab bench` resolves its plan itself; this is the way in from outside.
 * @throws LabError `unknown-experiment`, `unknown-workload`, `unknown-variant`, `out-of-range` or `bad-input`; its message names what is allowed.
 */
export const checkPlan = (experiments: readonly ExperimentContract[], request: StartRun): CheckedPlan => {
  const contract = experiments.find(({ slug }) => slug === request.experiment);
  if (!contract)
    throw new LabError('unknown-experiment', {
      experiment: request.experiment,
      allowed: experiments.map(({ slug }) => slug),
    });
  refuseCommandLineOnly(contract, request.params);
  try {
    return { contract, ...resolvePlan(contract, request) };
  } catch (error) {
    throw isBenchError(error) ? new LabError(error.code, error.data, { cause: error }) : error;
  }
};
