// The door "./load": Node only.

export {
  type LatencySummary,
  type LoadReport,
  type LoadSummary,
  loadReportSchema,
  loadSummarySchema,
} from '../contract/load.ts';
export { LatencyHistogram } from './latency-histogram.ts';
export {
  checkLoadPlan,
  type LoadPlan,
  type LoadRequest,
  type OpenLoadPlan,
  type ScenarioLoadPlan,
} from './load-plan.ts';
export { type MeasuredLoad, measuredFrom, measuredFromSearch } from './measured-from.ts';
export { type LoadGenerator, type LoadProgress, openGenerator } from './open-generator.ts';
export { runLoad } from './run-load.ts';
export { scaleRamp } from './scale-ramp.ts';
export {
  type SustainableOptions,
  type SustainableRate,
  type SustainableStep,
  sustainableRate,
} from './sustainable-rate.ts';
