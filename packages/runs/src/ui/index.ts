// The door "./ui": what the dashboard and the experiments' pages mount. Browser-safe.
export { errorCodes } from './error-codes.ts';
export { ExperimentPage } from './experiment-page.tsx';
export { ExperimentsProvider, useExperiment, useExperiments } from './experiments-provider.tsx';
export { Facts } from './facts.tsx';
export { formatDuration } from './format-duration.ts';
export { LatestCard } from './latest-card.tsx';
export { QueryError } from './query-error.tsx';
export { RunPage } from './run-page.tsx';
export { RunsPage } from './runs-page.tsx';
export { type LiveState, useLiveChanges } from './use-live-changes.ts';
export { useRuns } from './use-runs.ts';
export { variantLook } from './variant-look.ts';
export { VariantMark } from './variant-mark.tsx';
export { When } from './when.tsx';
