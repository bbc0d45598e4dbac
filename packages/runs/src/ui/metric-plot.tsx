'use client';
import { type BenchResult, type ExperimentContract, formatMetric, type Metric, summariseMetric } from '@lab/bench';
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
  const rows = plotRows(result, experiment, metric);
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
              label: label.toLowerCase().replace(/^(cpu|wal)/, (word) => word.toUpperCase()),
            }))}
          />
        }
      />
      {rows.every((row) => row.median === null) ? (
        <p className="py-6 text-[0.8125rem] text-muted-foreground">
          Warming up. The numbers appear with the first measured round; the warm-up round is kept and not analysed.
        </p>
      ) : (
        <IntervalPlot
          label={`${metric.label} of each variant`}
          unit={unitWords[metric.unit]}
          {...(rows.some((row) => row.ratio) && { ratioLabel: ratioLabel(result) })}
          rows={rows}
          format={(value) => short(value, metric.unit)}
          formatTick={(value) => tick(value, metric.unit)}
          footnote={
            <>
              {note && <>{note} </>}
              {metric.better === 'higher' ? 'More is better.' : 'Less is better.'} Tick: one sample. Dot: median. Bar:
              interval that holds the true median with {100 - result.plan.alpha * 100} % confidence, from six rounds on.
            </>
          }
        />
      )}
    </Card>
  );
};
