// The door ".": types, schemas and pure statistics. Browser-safe: nothing here may import a node: module.

export type {
  BenchContext,
  BenchDatabase,
  BenchDefinition,
  DerivedFrom,
  MeasureContext,
  Measured,
  SampleSpec,
  Verified,
} from './contract/definition.ts';
export type { ExperimentContract, Metric, PlannedRun, Variant, Workload } from './contract/experiment.ts';
export {
  type LatencySummary,
  type LoadReport,
  type LoadSummary,
  latencySummarySchema,
  loadReportSchema,
  loadSummarySchema,
} from './contract/load.ts';
export { type Progress, progressSchema } from './contract/progress.ts';
export {
  type BenchResult,
  benchResultSchema,
  type Comparison,
  comparisonSchema,
  type Environment,
  environmentSchema,
  metricSchema,
  type Plan,
  planSchema,
  type Sample,
  sampleSchema,
  type VariantReport,
  type Verdict,
  variantReportSchema,
  verdictSchema,
} from './contract/result.ts';
export {
  type RunHeader,
  type RunnerEvent,
  type RunnerSink,
  runHeaderSchema,
  runnerEventSchema,
} from './contract/runner-event.ts';
export { BenchError, type BenchErrorCode, isBenchError } from './errors/bench-error.ts';
export {
  formatBytes,
  formatCounter,
  formatMetric,
  formatRate,
  formatRatio,
  formatSeconds,
} from './format/format-metric.ts';
export { formatCount, formatSi, threeDigits } from './format/format-number.ts';
export { describeParameters, type ParameterInfo } from './plan/describe-parameters.ts';
export { reproduceCommand } from './plan/reproduce-command.ts';
export {
  type PlanInput,
  type ResolvedPlan,
  resolvePlan,
  roundsLimits,
  seedLimits,
  tauLimits,
} from './plan/resolve-plan.ts';
export { assembleResult } from './report/assemble-result.ts';
export { type BencherMetricFormat, exportBmf } from './report/export-bmf.ts';
export { exportGithubAction, type GithubActionEntry } from './report/export-github-action.ts';
export { exportSamplesCsv } from './report/export-samples-csv.ts';
export { medianText, sampleText, whyAbsent } from './report/metric-text.ts';
export { rejectRound } from './report/reject-round.ts';
export { type MetricSummary, summariseMetric } from './report/summarise-metric.ts';
export { verdictSentence } from './report/verdict-sentence.ts';
export { compare, turnComparison, winnerFirst } from './statistics/compare.ts';
export { headlineComparison, rankVariants } from './statistics/headline-comparison.ts';
export { type JudgeOptions, judgePairs, type PairedJudgement } from './statistics/judge-pairs.ts';
export { median } from './statistics/median.ts';
export { highestFloor, type NoiseFloor, noiseFloorOf, usualTau } from './statistics/noise-floor.ts';
export { busyRounds } from './statistics/noise-rules.ts';
export { analysed, pairedLogRatios } from './statistics/paired-log-ratios.ts';
export { percentile, valuesForPercentile } from './statistics/percentile.ts';
export { random } from './statistics/random.ts';
export { roundOrder } from './statistics/round-order.ts';
export { type MedianInterval, pairsForInterval, signInterval } from './statistics/sign-interval.ts';
