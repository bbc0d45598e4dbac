// The door "./runner": Node only.
export { forkBound } from './fork-bound.ts';
export { importDefinition } from './import-definition.ts';
export { mostRedone, noiseRules } from './judge-noise.ts';
export { type RunPlanOptions, runPlan } from './run-plan.ts';
export type { RunPlanRequest } from './run-request.ts';
