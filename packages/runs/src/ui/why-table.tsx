import {
  analysed,
  type BenchResult,
  type ExperimentContract,
  formatCount,
  formatCounter,
  medianText,
  summariseMetric,
  whyAbsent,
} from '@lab/bench';
import { Card, CardHeader } from '@lab/ui/card';
import { RowHeader, Table, Td, Th } from '@lab/ui/table';
import { plotRows, ratioLabel, ratioToBaseline } from './plot-rows.ts';
import { VariantMark } from './variant-mark.tsx';

/** Counters that explain a time; the rest is in the samples. */
const telling = [
  ['server_cpu_seconds', 'CPU of the server'],
  ['event_loop_delay_p99_ms', 'Event-loop delay, p99'],
] as const;

/** A column of zeros explains nothing. */
const tells = (result: BenchResult, variants: readonly string[], name: string): boolean =>
  variants.some((variant) => (summariseMetric(result, variant, name)?.median ?? 0) !== 0);

interface WhyTableProps {
  readonly result: BenchResult;
  readonly experiment: ExperimentContract | undefined;
}

/** The counters behind the headline: medians over the analysed rounds, each counted, not sampled; only CPU time comes in the kernel's ticks. */
export const WhyTable = ({ result, experiment }: WhyTableProps) => {
  const headline = result.experiment.metrics.find(({ id }) => id === result.experiment.headline);
  if (!headline) return null;
  const ids = plotRows(result, experiment, headline)
    .filter((row) => row.median !== null)
    .map((row) => row.id);
  if (ids.length === 0) return null;
  const metrics = result.experiment.metrics.filter(({ id }) => id !== headline.id && tells(result, ids, id));
  const counters = telling.filter(
    // A percentile that only the longest variant has enough values for compares nothing.
    ([name]) =>
      tells(result, ids, name) &&
      ids.every((variant) => summariseMetric(result, variant, name) ?? whyAbsent(result, variant, name)),
  );
  const samples = analysed(result.samples);
  const rowsOf = (id: string) => samples.find((sample) => sample.variant === id)?.counters.rows;
  const [firstRows, ...otherRows] = new Set(ids.map(rowsOf));
  // The same number in every line is said once.
  const sameRows = otherRows.length === 0 ? firstRows : undefined;
  const hasRatios = ids.some((id) => ratioToBaseline(result, id, headline));
  const external = result.environment.postgres?.server === 'external';
  return (
    <Card>
      <CardHeader
        title="Counters"
        note={`What each variant cost, median of the rounds; ${sameRows === undefined ? '' : `${formatCount(sameRows)} rows each; `}${
          external
            ? 'WAL is counted for the whole server, other work included; CPU time comes in ticks of 10 ms'
            : 'round trips, WAL and rows are exact; CPU time comes in ticks of 10 ms'
        }`}
      />
      <Table label="Counters of each variant" keepFirst>
        <thead>
          <tr>
            <Th>Variant</Th>
            {sameRows === undefined && <Th>Rows</Th>}
            {metrics.map((metric) => (
              <Th key={metric.id}>{metric.label}</Th>
            ))}
            {counters.map(([name, label]) => (
              <Th key={name}>{label}</Th>
            ))}
            {hasRatios && <Th>{ratioLabel(result)}</Th>}
          </tr>
        </thead>
        <tbody>
          {ids.map((id) => {
            const report = result.variants.find((variant) => variant.id === id);
            const rows = rowsOf(id);
            return (
              <tr key={id}>
                <RowHeader>
                  <VariantMark experiment={experiment} variants={result.variants} id={id} />
                  {report?.label ?? id}
                  {report && !report.atomic && <span className="ml-2 text-2xs text-subtle-foreground">not atomic</span>}
                </RowHeader>
                {sameRows === undefined && <Td>{rows === undefined ? '–' : formatCount(rows)}</Td>}
                {metrics.map((metric) => (
                  <Td key={metric.id}>{medianText(result, id, metric)}</Td>
                ))}
                {counters.map(([name]) => {
                  const value = summariseMetric(result, id, name)?.median;
                  return (
                    <Td key={name}>
                      {value === undefined ? `– ${whyAbsent(result, id, name)}` : formatCounter(name, value)}
                    </Td>
                  );
                })}
                {hasRatios && <Td>{ratioToBaseline(result, id, headline) ?? '–'}</Td>}
              </tr>
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
};
