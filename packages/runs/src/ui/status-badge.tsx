import { Badge, type BadgeTone, Dot } from '@lab/ui/badge';
import type { RunSummary } from '../contract.ts';

const looks = {
  queued: { tone: 'neutral', dot: 'off' },
  running: { tone: 'brand', dot: 'brand' },
  finished: { tone: 'good', dot: 'good' },
  cancelled: { tone: 'warn', dot: 'warn' },
  failed: { tone: 'bad', dot: 'bad' },
} as const satisfies Record<RunSummary['status'], { tone: BadgeTone; dot: string }>;

const words = (run: Pick<RunSummary, 'status' | 'progress' | 'cancelRequestedAt' | 'silent'>): string => {
  if (run.status === 'queued') return 'queued';
  if (run.status !== 'running') return run.status;
  if (run.silent) return 'worker lost';
  if (run.cancelRequestedAt) return 'cancelling';
  const { progress } = run;
  if (!progress || progress.phase === 'preparing') return 'preparing';
  if (progress.phase === 'waiting') return 'waiting';
  if (progress.phase === 'finishing') return 'finishing';
  return progress.round === 0 ? 'warming up' : `round ${progress.round} of ${progress.rounds}`;
};

export const StatusBadge = ({
  run,
}: {
  readonly run: Pick<RunSummary, 'status' | 'progress' | 'cancelRequestedAt' | 'silent'>;
}) => {
  const { tone, dot } = run.silent ? ({ tone: 'warn', dot: 'warn' } as const) : looks[run.status];
  return (
    <Badge tone={tone} data-testid="run-status" data-status={run.status}>
      <Dot tone={dot} pulse={run.status === 'running' && !run.silent} />
      {words(run)}
    </Badge>
  );
};
