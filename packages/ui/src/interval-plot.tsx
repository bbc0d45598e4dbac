import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { plotScale } from './plot-scale.ts';

export interface PlotRow {
  readonly id: string;
  readonly label: string;
  /** Quiet words under the label: a cap, a reason. */
  readonly note?: string | undefined;
  /** Any CSS colour; the same variant has the same one everywhere. */
  readonly color: string;
  /** A reference: drawn hollow. */
  readonly hollow: boolean;
  /** Every measured value; each becomes a tick. */
  readonly samples: readonly number[];
  readonly median: number | null;
  readonly interval: readonly [number, number] | null;
  /** Second number of the row, e.g. the ratio to the baseline. */
  readonly ratio?: string | undefined;
}

interface IntervalPlotProps {
  readonly label: string;
  readonly unit: string;
  readonly ratioLabel?: string;
  readonly rows: readonly PlotRow[];
  readonly format: (value: number) => string;
  /** Short form for the axis. */
  readonly formatTick: (value: number) => string;
  /** A small plot without axis and ticks, for a card. */
  readonly compact?: boolean;
  readonly footnote?: ReactNode;
}

/** Row and drawing are equally high, so that the lines of the axis meet. */
const rowHeight = (row: PlotRow): string => (row.note ? 'sm:h-[2.625rem]' : 'sm:h-9');

/**
 * One row a variant: every sample as a tick, the interval of the median as a bar, the median as a dot, its number beside it.
 * It is a table to assistive technology; the drawing adds nothing that the cells do not say. Positions are percentages, so
 * it needs no script to fit any width; on a narrow screen the drawing moves under its label.
 */
export const IntervalPlot = ({
  label,
  unit,
  ratioLabel,
  rows,
  format,
  formatTick,
  compact = false,
  footnote,
}: IntervalPlotProps) => {
  const scale = plotScale(
    rows.flatMap((row) => [...row.samples, ...(row.interval ?? []), ...(row.median === null ? [] : [row.median])]),
  );
  const columns = ratioLabel
    ? 'grid-cols-[minmax(0,1fr)_max-content_max-content] sm:grid-cols-[minmax(5rem,max-content)_minmax(0,1fr)_max-content_max-content]'
    : 'grid-cols-[minmax(0,1fr)_max-content] sm:grid-cols-[minmax(5rem,max-content)_minmax(0,1fr)_max-content]';

  return (
    <div className="min-w-0">
      {/* A table laid out as a grid: assistive technology reads the cells, the drawing says nothing beyond them. */}
      <table aria-label={label} className={cn('grid gap-x-4', columns)}>
        <thead className="sr-only">
          <tr>
            <th scope="col">Variant</th>
            <th scope="col">Interval of the median</th>
            <th scope="col">Median, {unit}</th>
            {ratioLabel && <th scope="col">{ratioLabel}</th>}
          </tr>
        </thead>
        <tbody className="contents">
          {rows.map((row) => (
            <tr
              key={row.id}
              className={cn(
                'col-span-full grid grid-cols-subgrid items-center',
                compact ? 'py-0.5' : cn('py-1.5 sm:py-0', rowHeight(row)),
              )}
            >
              <th
                scope="row"
                className={cn(
                  'min-w-0 text-left leading-[1.2] font-normal sm:text-right',
                  compact ? 'text-2xs text-muted-foreground' : 'text-[0.8125rem]',
                )}
              >
                <span className="block truncate sm:max-w-56" title={row.label}>
                  {row.label}
                </span>
                {row.note && !compact && (
                  <span className="block truncate text-2xs text-subtle-foreground sm:max-w-56" title={row.note}>
                    {row.note}
                  </span>
                )}
              </th>
              <td className="order-last col-span-full min-w-0 sm:order-none sm:col-span-1">
                <span className="sr-only">
                  {row.interval ? `${format(row.interval[0])} to ${format(row.interval[1])}, ` : ''}
                  {row.samples.length} samples
                </span>
                <Track row={row} scale={scale} compact={compact} />
              </td>
              <td className={cn('text-right whitespace-nowrap', compact ? 'text-2xs' : 'text-[0.8125rem] font-medium')}>
                {row.median === null ? (
                  <span className="font-normal text-subtle-foreground">
                    <span aria-hidden>–</span>
                    <span className="sr-only">no sample</span>
                  </span>
                ) : (
                  format(row.median)
                )}
              </td>
              {ratioLabel && (
                <td
                  className={cn(
                    'min-w-12 text-right whitespace-nowrap text-muted-foreground',
                    compact ? 'text-2xs' : 'text-[0.8125rem]',
                  )}
                >
                  {row.ratio ?? ''}
                </td>
              )}
            </tr>
          ))}
        </tbody>
        {!compact && (
          <tfoot aria-hidden className="contents">
            <tr className="col-span-full grid grid-cols-subgrid pt-2 text-2xs text-muted-foreground">
              <td className="text-left whitespace-nowrap sm:text-right">
                <span className="sm:hidden">{unit}, </span>
                {scale.kind === 'log' ? 'log scale' : 'linear scale'}
              </td>
              <td className="relative order-last col-span-full h-5 sm:order-none sm:col-span-1">
                {scale.ticks.map((tick, i) => (
                  <span
                    key={tick}
                    className={cn(
                      'absolute whitespace-nowrap',
                      // At an edge a centred label would run into the next column.
                      scale.at(tick) > 95 ? '-translate-x-full' : scale.at(tick) < 3 ? '' : '-translate-x-1/2',
                      scale.ticks.length > 4 && i % 2 === 1 && 'hidden lg:inline',
                    )}
                    style={{ left: `${scale.at(tick)}%` }}
                  >
                    {formatTick(tick)}
                  </span>
                ))}
              </td>
              <td className="text-right whitespace-nowrap">
                <span className="hidden sm:inline">{unit}</span>
              </td>
              {ratioLabel && <td className="text-right whitespace-nowrap">{ratioLabel}</td>}
            </tr>
          </tfoot>
        )}
      </table>
      {footnote && <p className="mt-2 text-2xs text-muted-foreground">{footnote}</p>}
    </div>
  );
};

interface TrackProps {
  readonly row: PlotRow;
  readonly scale: ReturnType<typeof plotScale>;
  readonly compact: boolean;
}

/** Drawn around y = 0, which is the middle of a frame of any height. */
const Track = ({ row, scale, compact }: TrackProps) => {
  const x = (value: number) => `${scale.at(value)}%`;
  return (
    <svg
      className={cn('block w-full overflow-visible', compact ? 'h-[1.125rem]' : cn('h-6', rowHeight(row)))}
      aria-hidden
    >
      {!compact &&
        scale.ticks.map((tick) => (
          <line key={tick} x1={x(tick)} x2={x(tick)} y1="0%" y2="100%" stroke="var(--border)" strokeWidth={1} />
        ))}
      <svg y="50%" width="100%" className="overflow-visible" aria-hidden>
        <line
          x1="0%"
          x2="100%"
          y1={0}
          y2={0}
          stroke="var(--border)"
          strokeWidth={1}
          className={compact ? undefined : 'sm:hidden'}
        />
        {!compact &&
          row.samples.map((value, i) => (
            <line
              key={i}
              x1={x(value)}
              x2={x(value)}
              y1={-7}
              y2={7}
              stroke={row.color}
              strokeWidth={1}
              opacity={0.45}
            />
          ))}
        {row.interval && (
          <line
            x1={x(row.interval[0])}
            x2={x(row.interval[1])}
            y1={0}
            y2={0}
            stroke={row.color}
            strokeWidth={3}
            strokeLinecap="round"
          />
        )}
        {row.median !== null && (
          <circle
            cx={x(row.median)}
            cy={0}
            r={compact ? 3.5 : 5}
            fill={row.hollow ? 'var(--card)' : row.color}
            stroke={row.color}
            strokeWidth={row.hollow ? 2 : 1}
          />
        )}
      </svg>
    </svg>
  );
};
