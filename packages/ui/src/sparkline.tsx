interface SparklineProps {
  readonly label: string;
  readonly values: readonly number[];
  readonly width?: number;
  readonly height?: number;
}

/** The course of one number over its last runs, oldest first; the last one is marked. Needs two values to be a line. */
export const Sparkline = ({ label, values, width = 96, height = 24 }: SparklineProps) => {
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const pad = 3;
  const points = values.map((value, i) => ({
    x: pad + (i / (values.length - 1)) * (width - 2 * pad),
    y: height - pad - ((value - low) / span) * (height - 2 * pad),
  }));
  const last = points.at(-1);
  return (
    <svg width={width} height={height} role="img" aria-label={label} className="block overflow-visible">
      <polyline
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
        fill="none"
        stroke="var(--input)"
        strokeWidth={1.5}
        strokeLinejoin="round"
      />
      {last && <circle cx={last.x} cy={last.y} r={2.5} fill="var(--brand)" />}
    </svg>
  );
};
