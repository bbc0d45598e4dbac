import { type BenchResult, formatMetric, pairsForInterval } from '@lab/bench';
import { Card, CardHeader } from '@lab/ui/card';
import { SpreadPlot } from '@lab/ui/spread-plot';
import { latencyRows } from './latency-rows.ts';

const format = (value: number): string => formatMetric(value, 'ms');
/** Ticks are round numbers: digits behind the point are noise. */
const formatTick = (value: number): string => format(value).replace(/\.0+(?= )/, '');

/** Median, p95 and p99 of each variant on one axis: how long most wait, and how long the unlucky ones. */
export const LatencyPlot = ({ result }: { readonly result: BenchResult }) => {
  const rows = latencyRows(result);
  if (rows.length === 0) return null;
  const level = Number((100 - result.plan.alpha * 100).toPrecision(3));
  return (
    <Card>
      <CardHeader title="Latency" note="from when a request was due until its answer was complete" />
      <SpreadPlot
        label="Latency of each variant: median, 95th and 99th percentile"
        unit="time"
        columns={['median', 'p95', 'p99']}
        rows={rows}
        format={format}
        formatTick={formatTick}
        footnote={`Less is better. Dots from large to small: median, 95th and 99th percentile of the requests of a sample, each the median of the rounds. Bars: ${level} % intervals, from ${pairsForInterval(result.plan.alpha)} rounds on. A request that failed counts with its time-out; p95 needs 200 requests, p99 1,000.`}
      />
    </Card>
  );
};
