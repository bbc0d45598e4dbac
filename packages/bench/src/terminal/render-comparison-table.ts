import type { BenchResult, Comparison } from '../contract/result.ts';
import { formatMetric, formatRatio } from '../format/format-metric.ts';
import { medianText } from '../report/metric-text.ts';
import { summariseMetric } from '../report/summarise-metric.ts';
import type { Colors, Mark } from './paint.ts';
import { type Column, renderTable } from './render-table.ts';

type Shown = Pick<BenchResult, 'samples' | 'plan' | 'experiment' | 'variants' | 'comparisons'>;

const ratioCell = (comparison: Comparison | undefined): string => {
  if (!comparison) return '–';
  const interval = comparison.ci ? ` [${comparison.ci.map(formatRatio).join(', ')}]` : '';
  return `${formatRatio(comparison.ratio)}${interval}`;
};

const winsCell = (comparison: Comparison | undefined): string =>
  comparison ? `${comparison.wins} of ${comparison.n}` : '–';

const medianCells = (result: Shown, variant: string): string[] => {
  const { metrics, headline } = result.experiment;
  const ordered = [...metrics.filter(({ id }) => id === headline), ...metrics.filter(({ id }) => id !== headline)];
  return ordered.map((metric) => medianText(result, variant, metric));
};

const skippedRow = (label: string, reason: string, colors: Colors): string[] => [
  '',
  colors.dim(label),
  colors.dim(reason),
];

/** Medians of every variant, best at the top, with the paired ratio to the baseline. The less important columns come last. */
export const renderComparisonTable = (
  result: Shown,
  marks: ReadonlyMap<string, Mark>,
  colors: Colors,
  width: number,
): string => {
  const { headline, metrics } = result.experiment;
  const baseline = result.variants.find(({ id }) => id === result.plan.baseline);
  const head = metrics.find(({ id }) => id === headline);
  const others = metrics.filter(({ id }) => id !== headline);
  const columns: Column[] = [
    { title: '', align: 'left' },
    { title: 'variant', align: 'left' },
    { title: head?.label ?? headline, align: 'right' },
    { title: `times ${baseline?.label ?? result.plan.baseline}`, align: 'right' },
    { title: 'better in', align: 'right' },
    ...others.map(({ label }): Column => ({ title: label, align: 'right' })),
    { title: 'rows', align: 'right' },
  ];
  const sortKey = (variant: string) => {
    const value = summariseMetric(result, variant, headline)?.median;
    return value === undefined ? Number.POSITIVE_INFINITY : head?.better === 'lower' ? value : -value;
  };
  const rows = result.plan.variants
    .toSorted((a, b) => sortKey(a) - sortKey(b))
    .map((id) => {
      const mark = marks.get(id);
      const label = result.variants.find((variant) => variant.id === id)?.label ?? id;
      const comparison = result.comparisons.find(
        (one) => one.headline && one.a === id && one.b === result.plan.baseline,
      );
      const [best = '–', ...rest] = medianCells(result, id);
      const same = id === result.plan.baseline;
      const count = summariseMetric(result, id, 'rows');
      return [
        mark?.paint(mark.letter) ?? '',
        label,
        colors.bold(best),
        same ? '1' : ratioCell(comparison),
        same ? '' : winsCell(comparison),
        ...rest,
        count ? formatMetric(count.median, '1') : '–',
      ];
    });
  const skipped = result.variants.flatMap(({ label, skipped: reason }) =>
    reason ? [skippedRow(label, reason, colors)] : [],
  );
  return renderTable(columns, [...rows, ...skipped], { width, head: colors.dim });
};
