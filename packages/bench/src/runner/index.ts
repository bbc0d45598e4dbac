// The door "./runner": Node only.

export { mostRedone, noiseRules } from '../statistics/noise-rules.ts';
export { forkBound } from './fork-bound.ts';
export { importDefinition } from './import-definition.ts';
export { type RunPlanOptions, runPlan } from './run-plan.ts';
export type { RunPlanRequest } from './run-request.ts';
