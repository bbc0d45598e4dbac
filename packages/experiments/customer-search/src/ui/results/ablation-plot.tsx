'use client';
import { type BenchResult, formatRatio } from '@lab/bench';
import { Card, CardHeader } from '@lab/ui/card';
import { IntervalPlot } from '@lab/ui/interval-plot';
import { Segmented } from '@lab/ui/segmented';
import { useUrlState } from '@lab/ui/url-state';
import { ablated, ablationRows } from './ablation-rows.ts';

/** What one may lose; the headline metric is one of them turned round. */
const told = ['cpu_us_per_request', 'latency_p50_ms', 'latency_p95_ms', 'queries_per_request', 'rows_read_per_request'];

/** What each optimisation contributes: how many times worse everything gets without it. */
export const AblationPlot = ({ result }: { readonly result: BenchResult }) => {
  const [chosen, choose] = useUrlState('loss', told[0] ?? '');
  if (ablated(result).length === 0 || !result.plan.variants.includes('optimized')) return null;
  const metrics = result.experiment.metrics.filter(
    (metric) => told.includes(metric.id) && ablationRows(result, metric).some((row) => row.samples.length > 0),
  );
  const metric = metrics.find(({ id }) => id === chosen) ?? metrics[0];
  if (!metric) return null;
  return (
    <Card>
      <CardHeader
        title="What each optimisation is worth"
        actions={
          <Segmented
            label="Loss in"
            value={metric.id}
            onValueChange={choose}
            options={metrics.map(({ id, label }) => ({
              value: id,
              label: label.toLowerCase().replace(/^cpu/, (word) => word.toUpperCase()),
            }))}
          />
        }
      />
      <IntervalPlot
        label={`${metric.label} without each optimisation, as a multiple of that with all of them`}
        unit="times as much"
        rows={ablationRows(result, metric)}
        format={formatRatio}
        formatTick={(value) => `${Number(value.toPrecision(3))}×`}
        footnote={`${metric.label}, as a multiple of what it is with all optimisations: the further right, the more that one is worth. Tick: the ratio of one round. Dot: their median. Bar: its interval. Switched off alone; two of them may do the same work, and then neither is missed.`}
      />
    </Card>
  );
};
