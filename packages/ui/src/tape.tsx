import { cn } from './cn.ts';

export interface TapeCell {
  readonly variant: string | null;
  /** What a pointer that rests on it is told. */
  readonly title: string;
  readonly color: string;
  readonly status: 'ok' | 'error' | 'rejected' | 'running' | 'pending';
  /** A letter that the legend explains, for whoever cannot tell the colours apart. */
  readonly sign?: string | undefined;
  /** 0 to 1, of a running sample. */
  readonly progress?: number;
}

export interface TapeRound {
  readonly key: string;
  readonly label: string;
  /** Stored and not analysed: drawn paler. */
  readonly warmup: boolean;
  readonly cells: readonly TapeCell[];
}

interface TapeProps {
  readonly label: string;
  readonly rounds: readonly TapeRound[];
}

const base = 'relative h-[1.375rem] min-w-0 overflow-hidden rounded-[3px]';

const Cell = ({ cell, warmup }: { readonly cell: TapeCell; readonly warmup: boolean }) => {
  const data = { 'data-testid': 'tape-cell', 'data-variant': cell.variant ?? '', 'data-status': cell.status };
  const fade = warmup ? 0.5 : 1;
  if (cell.status === 'pending') return <span {...data} title={cell.title} className={cn(base, 'bg-muted')} />;
  if (cell.status === 'rejected') {
    return (
      <span
        {...data}
        title={cell.title}
        className={cn(
          base,
          'flex items-center justify-center border border-dashed text-[0.5625rem] leading-none text-muted-foreground',
        )}
        style={{ borderColor: cell.color, opacity: fade }}
      >
        {cell.sign}
      </span>
    );
  }
  if (cell.status === 'error') {
    return (
      <span
        {...data}
        title={cell.title}
        className={cn(
          base,
          'flex items-center justify-center bg-bad-soft text-2xs leading-none font-semibold text-bad',
        )}
      >
        ×
      </span>
    );
  }
  if (cell.status === 'running') {
    return (
      <span
        {...data}
        title={cell.title}
        className={cn(base, 'bg-muted')}
        style={{ boxShadow: `inset 0 0 0 1.5px ${cell.color}` }}
      >
        <span
          className="absolute inset-y-0 left-0 animate-pulse transition-[width] duration-300"
          style={{ width: `${Math.round((cell.progress ?? 0) * 100)}%`, background: cell.color }}
        />
      </span>
    );
  }
  return (
    <span
      {...data}
      title={cell.title}
      className={cn(base, 'flex items-center justify-center text-[0.5625rem] leading-none font-semibold text-card')}
      style={{ background: cell.color, opacity: fade }}
    >
      {cell.sign}
    </span>
  );
};

/** The interleaving tape: one cell a sample in the order it ran, coloured by variant, rejected ones hollow. */
export const Tape = ({ label, rounds }: TapeProps) => {
  const widest = Math.max(1, ...rounds.map((round) => round.cells.length));
  // Beyond this many rounds labels would touch: name every fifth.
  const sparse = rounds.length > 24;
  return (
    <div
      role="img"
      aria-label={label}
      className="grid gap-x-1.5 gap-y-2 overflow-x-clip"
      style={{
        gridTemplateColumns: `repeat(auto-fit, minmax(min(100%, ${Math.max(widest * (sparse ? 7 : 10), sparse ? 40 : 64)}px), 1fr))`,
      }}
    >
      {rounds.map((round, i) => (
        <div key={round.key} className="min-w-0">
          <div
            className="grid gap-[0.125rem]"
            // Of equal width in every round, also in one that is not complete yet.
            style={{ gridTemplateColumns: `repeat(${widest}, minmax(0, 1fr))` }}
          >
            {round.cells.map((cell, slot) => (
              <Cell key={slot} cell={cell} warmup={round.warmup} />
            ))}
          </div>
          <div className={cn('mt-1 text-2xs text-muted-foreground', sparse ? 'whitespace-nowrap' : 'truncate')}>
            {sparse && i > 0 && i % 5 !== 0 ? '\u00a0' : round.label}
          </div>
        </div>
      ))}
    </div>
  );
};
