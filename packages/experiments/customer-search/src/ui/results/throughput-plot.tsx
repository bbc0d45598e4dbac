import { type BenchResult, formatSi, threeDigits } from '@lab/bench';
import { VariantMark } from '@lab/runs/ui';
import { Card, CardHeader } from '@lab/ui/card';
import { RatePlot } from '@lab/ui/rate-plot';
import { RowHeader, Table, Td, Th } from '@lab/ui/table';
import { customerSearch } from '../../contract.ts';
import { throughputSeries } from './throughput-points.ts';

/** Below this share of what was offered a server does not keep up. */
const keepsUp = 0.99;

/** What was answered of what was offered. One run is one rate; runs of the same work at other rates make the curve. */
export const ThroughputPlot = ({ results }: { readonly results: readonly BenchResult[] }) => {
  const series = throughputSeries(results);
  const variants = results.flatMap((result) => result.variants);
  const rates = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const falling = series.some(({ points }) => points.some(({ x, y }) => y < keepsUp * x));
  // That all of them kept up with one rate is a line of the table of counters, not a drawing.
  if (rates.length === 0 || (rates.length === 1 && !falling)) return null;
  return (
    <Card>
      <CardHeader
        title="Throughput against offered rate"
        note={
          rates.length === 1
            ? 'runs of the same work at other rates join it'
            : `${rates.length} runs of the same work at different rates`
        }
      />
      <div className="grid items-start gap-x-8 gap-y-5 lg:grid-cols-2">
        <RatePlot
          label="Requests answered a second against requests offered a second; the table has the numbers"
          xLabel="requests offered a second"
          yLabel="requests answered a second"
          diagonal="dashed: all answered"
          series={series}
          formatTick={(value) => formatSi(value).replace(/\.0+(?= |$)/, '')}
        />
        <Table label="Requests answered a second by offered rate" keepFirst>
          <thead>
            <tr>
              <Th>Variant</Th>
              {rates.map((rate) => (
                <Th key={rate}>{formatSi(rate).replace(/\.0+(?= |$)/, '')}/s</Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {series.map(({ id, points }) => (
              <tr key={id}>
                <RowHeader>
                  <VariantMark experiment={customerSearch} variants={variants} id={id} />
                  {variants.find((variant) => variant.id === id)?.label ?? id}
                </RowHeader>
                {rates.map((rate) => {
                  const point = points.find(({ x }) => x === rate);
                  return (
                    <Td key={rate} className={point && point.y < keepsUp * rate ? 'text-bad' : undefined}>
                      {point ? `${formatSi(point.y)}, ${threeDigits(Math.min(1, point.y / rate) * 100)} %` : '–'}
                    </Td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Card>
  );
};
