'use client';
import {
  type BenchResult,
  type ExperimentContract,
  formatMetric,
  type Metric,
  pairsForInterval,
  summariseMetric,
} from '@lab/bench';
import { Card, CardHeader } from '@lab/ui/card';
import { IntervalPlot } from '@lab/ui/interval-plot';
import { Segmented } from '@lab/ui/segmented';
import { useUrlState } from '@lab/ui/url-state';
import type { ReactNode } from 'react';
import { plotRows, ratioLabel } from './plot-rows.ts';

const unitWords: Readonly<Record<Metric['unit'], string>> = {
  'rows/s': 'rows/s',
  'requests/s': 'requests/s',
  s: 'time',
  ms: 'time',
  µs: 'time',
  B: 'bytes',
  '1': 'count',
};

/** Without the unit that the axis already names. */
const short = (value: number, unit: Metric['unit']): string =>
  formatMetric(value, unit).replace(/ (rows|requests)\/s$/, '');

const tick = (value: number, unit: Metric['unit']): string =>
  // Ticks are round numbers: digits behind the point are noise.
  short(value, unit)
    .replace(/(\.\d*?)0+(?=\D|$)/, '$1')
    .replace(/\.(?=\D|$)/, '');

interface MetricPlotProps {
  readonly result: BenchResult;
  readonly experiment: ExperimentContract | undefined;
  readonly title?: string;
  readonly note?: ReactNode;
}

export const MetricPlot = ({ result, experiment, title, note }: MetricPlotProps) => {
  const [chosen, choose] = useUrlState('metric', result.experiment.headline);
  // Only what somebody measured: a metric without a value would be an empty drawing.
  const metrics = result.experiment.metrics.filter(
    ({ id }) =>
      id === result.experiment.headline || result.plan.variants.some((variant) => summariseMetric(result, variant, id)),
  );
  const metric = metrics.find(({ id }) => id === chosen) ?? metrics[0];
  if (!metric) return null;
  const level = Number((100 - result.plan.alpha * 100).toPrecision(3));
  const rows = plotRows(result, experiment, metric);
  const hasRatios = rows.some((row) => row.ratio);
  return (
    <Card>
      <CardHeader
        title={title ?? metric.label}
        actions={
          <Segmented
            label="Metric"
            value={metric.id}
            onValueChange={choose}
            options={metrics.map(({ id, label }) => ({
              value: id,
              label: label.toLowerCase().replace(/\b(cpu|wal)\b/g, (word) => word.toUpperCase()),
            }))}
          />
        }
      />
      {rows.every((row) => row.median === null) ? (
        <p className="py-6 text-[0.8125rem] text-muted-foreground">
          Warming up. The numbers appear with the first measured round; the warm-up round is kept and not analysed.
        </p>
      ) : rows.every((row) => (row.median ?? 0) === 0 && row.samples.every((value) => value === 0)) ? (
        <p className="py-6 text-[0.8125rem] text-muted-foreground">
          {short(0, metric.unit)} in every sample of every variant that counts it: nothing to compare.
        </p>
      ) : (
        <IntervalPlot
          label={`${metric.label} of each variant`}
          unit={unitWords[metric.unit]}
          {...(hasRatios && { ratioLabel: ratioLabel(result) })}
          rows={rows}
          format={(value) => short(value, metric.unit)}
          formatTick={(value) => tick(value, metric.unit)}
          footnote={
            <>
              {note && <>{note} </>}
              {metric.better === 'higher' ? 'More is better.' : 'Less is better.'} Tick: one sample. Dot: median. Bar:
              {` ${level}`} % interval, from {pairsForInterval(result.plan.alpha)} rounds on; of many such bars about{' '}
              {level} in 100 hold the median that endless rounds would give.
              {hasRatios && (
                <>
                  {' '}
                  “{ratioLabel(result)}” is the median of the rounds’ own ratios, so it may differ a little from the
                  ratio of two medians.
                </>
              )}
            </>
          }
        />
      )}
    </Card>
  );
};
