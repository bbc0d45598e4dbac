import { plotScale } from './plot-scale.ts';

export interface RateSeries {
  readonly id: string;
  /** Any CSS colour; the same variant has the same one everywhere. */
  readonly color: string;
  readonly hollow: boolean;
  /** By rising x. */
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly interval: readonly [number, number] | null;
  }[];
}

interface RatePlotProps {
  /** Says what is drawn; the numbers themselves stand in a table beside the drawing. */
  readonly label: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** What the diagonal means: `all answered`. */
  readonly diagonal: string;
  readonly series: readonly RateSeries[];
  readonly formatTick: (value: number) => string;
}

/** Two rates of the same unit on one scale for both axes, so that the diagonal is where they are equal. */
export const RatePlot = ({ label, xLabel, yLabel, diagonal, series, formatTick }: RatePlotProps) => {
  const scale = plotScale(
    series.flatMap(({ points }) => points.flatMap(({ x, y, interval }) => [x, y, ...(interval ?? [])])),
  );
  const x = (value: number) => `${scale.at(value)}%`;
  const y = (value: number) => `${100 - scale.at(value)}%`;
  return (
    <figure role="img" aria-label={label} className="min-w-0">
      <p aria-hidden className="mb-1.5 pl-12 text-2xs text-muted-foreground">
        {yLabel}
      </p>
      <div aria-hidden className="relative ml-12 h-64">
        {scale.ticks.map((tick) => (
          <span
            key={tick}
            className="absolute right-full -translate-y-1/2 pr-2 text-2xs whitespace-nowrap text-muted-foreground"
            style={{ top: y(tick) }}
          >
            {formatTick(tick)}
          </span>
        ))}
        <svg className="block size-full overflow-visible" aria-hidden>
          {scale.ticks.map((tick) => (
            <g key={tick} stroke="var(--border)" strokeWidth={1}>
              <line x1={x(tick)} x2={x(tick)} y1="0%" y2="100%" />
              <line x1="0%" x2="100%" y1={y(tick)} y2={y(tick)} />
            </g>
          ))}
          <line x1="0%" y1="100%" x2="100%" y2="0%" stroke="var(--input)" strokeWidth={1} strokeDasharray="4 4" />
          {series.map((one) => (
            <Series key={one.id} series={one} x={x} y={y} />
          ))}
        </svg>
        <span className="absolute top-0 right-0 -translate-y-full pb-1.5 text-2xs text-muted-foreground">
          {diagonal}
        </span>
      </div>
      <div aria-hidden className="relative mt-1.5 ml-12 h-5 text-2xs text-muted-foreground">
        {scale.ticks.map((tick) => (
          <span key={tick} className="absolute -translate-x-1/2 whitespace-nowrap" style={{ left: x(tick) }}>
            {formatTick(tick)}
          </span>
        ))}
      </div>
      <p aria-hidden className="text-right text-2xs text-muted-foreground">
        {xLabel}, {scale.kind === 'log' ? 'log scales' : 'linear scales'}
      </p>
    </figure>
  );
};

interface SeriesProps {
  readonly series: RateSeries;
  readonly x: (value: number) => string;
  readonly y: (value: number) => string;
}

const Series = ({ series: { color, hollow, points }, x, y }: SeriesProps) => (
  <g>
    {points.slice(1).map((point, i) => {
      const before = points[i] ?? point;
      return (
        <line
          key={point.x}
          x1={x(before.x)}
          y1={y(before.y)}
          x2={x(point.x)}
          y2={y(point.y)}
          stroke={color}
          strokeWidth={1.5}
        />
      );
    })}
    {points.map((point) => (
      <g key={point.x}>
        {point.interval && (
          <line
            x1={x(point.x)}
            x2={x(point.x)}
            y1={y(point.interval[0])}
            y2={y(point.interval[1])}
            stroke={color}
            strokeWidth={3}
            strokeLinecap="round"
          />
        )}
        <circle
          cx={x(point.x)}
          cy={y(point.y)}
          r={4.5}
          fill={hollow ? 'var(--card)' : color}
          stroke={hollow ? color : 'var(--card)'}
          strokeWidth={hollow ? 2 : 1}
        />
      </g>
    ))}
  </g>
);
