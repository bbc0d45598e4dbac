import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { plotScale } from './plot-scale.ts';

export interface SpreadMark {
  readonly value: number;
  readonly interval: readonly [number, number] | null;
}

export interface SpreadRow {
  readonly id: string;
  readonly label: string;
  /** Any CSS colour; the same variant has the same one everywhere. */
  readonly color: string;
  /** A reference: drawn hollow. */
  readonly hollow: boolean;
  /** One a column, in rising order; null where it is not known. */
  readonly marks: readonly [SpreadMark | null, SpreadMark | null, SpreadMark | null];
}

interface SpreadPlotProps {
  readonly label: string;
  readonly unit: string;
  /** What the three marks are: `median`, `p95`, `p99`. */
  readonly columns: readonly [string, string, string];
  readonly rows: readonly SpreadRow[];
  readonly format: (value: number) => string;
  readonly formatTick: (value: number) => string;
  readonly footnote?: ReactNode;
}

/** The first mark, which most look for, is the largest. */
const radii = [5, 4, 3] as const;

/**
 * Three quantiles of each variant on one line: dots from large to small, the interval of each as a bar. A table to assistive
 * technology, like IntervalPlot; on a narrow screen the drawing moves under its label.
 */
export const SpreadPlot = ({ label, unit, columns, rows, format, formatTick, footnote }: SpreadPlotProps) => {
  const marks = rows.flatMap((row) => row.marks.filter((mark) => mark !== null));
  const scale = plotScale(marks.flatMap(({ value, interval }) => [value, ...(interval ?? [])]));
  return (
    <div className="min-w-0">
      <table
        aria-label={label}
        className="grid grid-cols-[minmax(0,1fr)_repeat(3,max-content)] gap-x-4 sm:grid-cols-[minmax(5rem,max-content)_minmax(0,1fr)_repeat(3,max-content)]"
      >
        <thead className="contents">
          <tr className="col-span-full grid grid-cols-subgrid pb-1 text-2xs text-muted-foreground">
            <th scope="col" className="text-left font-normal sm:text-right">
              <span className="sr-only">Variant</span>
            </th>
            <th scope="col" className="hidden font-normal sm:block">
              <span className="sr-only">Intervals, {unit}</span>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="min-w-14 text-right font-normal">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="contents">
          {rows.map((row) => (
            <tr key={row.id} className="col-span-full grid grid-cols-subgrid items-center py-1.5 sm:h-9 sm:py-0">
              <th scope="row" className="min-w-0 text-left text-[0.8125rem] leading-[1.2] font-normal sm:text-right">
                <span className="block truncate sm:max-w-56" title={row.label}>
                  {row.label}
                </span>
              </th>
              <td className="order-last col-span-full min-w-0 sm:order-none sm:col-span-1">
                <span className="sr-only">
                  {row.marks
                    .flatMap((mark, i) =>
                      mark?.interval
                        ? [`${columns[i]} ${format(mark.interval[0])} to ${format(mark.interval[1])}`]
                        : [],
                    )
                    .join(', ')}
                </span>
                <Track row={row} scale={scale} />
              </td>
              {row.marks.map((mark, i) => (
                <td
                  key={columns[i]}
                  className={cn(
                    'text-right text-[0.8125rem] whitespace-nowrap',
                    i === 0 ? 'font-medium' : 'text-muted-foreground',
                  )}
                >
                  {mark ? (
                    format(mark.value)
                  ) : (
                    <>
                      <span aria-hidden>–</span>
                      <span className="sr-only">not known</span>
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot aria-hidden className="contents">
          <tr className="col-span-full grid grid-cols-subgrid pt-2 text-2xs text-muted-foreground">
            <td className="text-left whitespace-nowrap sm:text-right">
              {scale.kind === 'log' ? 'log scale' : 'linear scale'}
            </td>
            <td className="relative order-last col-span-full h-5 sm:order-none sm:col-span-1">
              {scale.ticks.map((tick, i) => (
                <span
                  key={tick}
                  className={cn(
                    'absolute whitespace-nowrap',
                    scale.at(tick) > 95 ? '-translate-x-full' : scale.at(tick) < 3 ? '' : '-translate-x-1/2',
                    scale.ticks.length > 4 && i % 2 === 1 && 'hidden lg:inline',
                  )}
                  style={{ left: `${scale.at(tick)}%` }}
                >
                  {formatTick(tick)}
                </span>
              ))}
            </td>
            <td className="col-span-3" />
          </tr>
        </tfoot>
      </table>
      {footnote && <p className="mt-2 text-2xs text-muted-foreground">{footnote}</p>}
    </div>
  );
};

interface TrackProps {
  readonly row: SpreadRow;
  readonly scale: ReturnType<typeof plotScale>;
}

const Track = ({ row: { marks, color, hollow }, scale }: TrackProps) => {
  const x = (value: number) => `${scale.at(value)}%`;
  const known = marks.flatMap((mark, i) => (mark ? [{ ...mark, radius: radii[i] ?? 3 }] : []));
  const first = known[0];
  const last = known.at(-1);
  return (
    <svg className="block h-6 w-full overflow-visible sm:h-9" aria-hidden>
      {scale.ticks.map((tick) => (
        <line key={tick} x1={x(tick)} x2={x(tick)} y1="0%" y2="100%" stroke="var(--border)" strokeWidth={1} />
      ))}
      <svg y="50%" width="100%" className="overflow-visible" aria-hidden>
        {first && last && (
          <line x1={x(first.value)} x2={x(last.value)} y1={0} y2={0} stroke={color} strokeWidth={1} opacity={0.6} />
        )}
        {known.map(({ value, interval, radius }) => (
          <g key={radius}>
            {interval && (
              <line
                x1={x(interval[0])}
                x2={x(interval[1])}
                y1={0}
                y2={0}
                stroke={color}
                strokeWidth={3}
                strokeLinecap="round"
              />
            )}
            <circle
              cx={x(value)}
              cy={0}
              r={radius}
              fill={hollow ? 'var(--card)' : color}
              stroke={hollow ? color : 'var(--card)'}
              strokeWidth={hollow ? 2 : 1}
            />
          </g>
        ))}
      </svg>
    </svg>
  );
};
