'use client';
import { formatCount, formatRate, formatSeconds } from '@lab/bench';
import { QueryError, When } from '@lab/runs/ui';
import { Badge, type BadgeTone, Dot } from '@lab/ui/badge';
import { Button } from '@lab/ui/button';
import { Card, CardHeader } from '@lab/ui/card';
import { ProgressBar } from '@lab/ui/progress-bar';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { toast } from '@lab/ui/toaster';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ImportStatus, ImportView } from '../contract.ts';
import { fileWords } from './file-words.ts';
import { strategyLabel, workloadLabel } from './strategy-label.ts';
import { useBulkWrites } from './use-bulk-writes.ts';

const looks = {
  queued: { tone: 'neutral', dot: 'off' },
  running: { tone: 'brand', dot: 'brand' },
  finished: { tone: 'good', dot: 'good' },
  cancelled: { tone: 'warn', dot: 'warn' },
  failed: { tone: 'bad', dot: 'bad' },
} as const satisfies Record<ImportStatus, { tone: BadgeTone; dot: string }>;

const isLive = ({ status }: ImportView): boolean => status === 'queued' || status === 'running';

/** The latest imports: those under way with progress and cancel, the others with what they did. */
export const ImportsList = () => {
  const bulkWrites = useBulkWrites();
  const query = useQuery({
    ...bulkWrites.imports.queryOptions(),
    // Changes are pushed; while something is under way the rows are also asked for now and then.
    refetchInterval: ({ state }) => (state.data?.some(isLive) ? 5_000 : false),
  });
  return (
    <Card>
      <CardHeader title="Latest imports" />
      {query.error && !query.data ? (
        <QueryError
          title="The imports could not be read"
          error={query.error}
          onRetry={() => query.refetch()}
          retrying={query.isFetching}
        />
      ) : !query.data ? (
        <Loading label="The imports are being read" className="flex flex-col gap-4">
          {[0, 1, 2].map((row) => (
            <Skeleton key={row} className="h-5 w-full" />
          ))}
        </Loading>
      ) : query.data.length === 0 ? (
        <p className="text-[0.8125rem] text-muted-foreground">
          None yet. Start one above: 300 genes make 90,000 scores and take about a second.
        </p>
      ) : (
        <ul className="divide-y divide-border/60">
          {query.data.slice(0, 10).map((item) => (
            <ImportLine key={item.id} item={item} />
          ))}
        </ul>
      )}
    </Card>
  );
};

const title = (item: ImportView): string =>
  item.source === 'upload'
    ? `${fileWords(item.fileName, item.fileBytes)}, ${strategyLabel(item.strategy)}`
    : `${workloadLabel(item.workload)}, ${item.genes === null ? '' : `${formatCount(item.genes)} genes, `}${strategyLabel(item.strategy)}`;

const rowsInWords = (rows: number): string => `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`;

const facts = (item: ImportView): string => {
  if (item.status === 'queued') return 'Queued: a worker takes it as soon as one is free.';
  if (item.cancelRequestedAt && item.status === 'running') return 'Stopping; no row remains.';
  if (item.status === 'running') {
    return item.rowsTotal === null
      ? `${rowsInWords(item.rowsDone)} so far`
      : `${formatCount(item.rowsDone)} of ${formatCount(item.rowsTotal)} rows`;
  }
  if (item.status === 'finished' && item.seconds !== null) {
    const rate = item.seconds > 0 ? `, ${formatRate(item.rowsDone / item.seconds)}` : '';
    return `${rowsInWords(item.rowsDone)} in ${formatSeconds(item.seconds)}${rate}`;
  }
  if (item.status === 'cancelled') return 'Nothing was written.';
  return item.error ?? '';
};

const ImportLine = ({ item }: { readonly item: ImportView }) => {
  const bulkWrites = useBulkWrites();
  const queries = useQueryClient();
  const cancel = useMutation(
    bulkWrites.cancelImport.mutationOptions({
      onError: (error) => toast.error(error.message),
      onSettled: () => queries.invalidateQueries(bulkWrites.pathFilter()),
    }),
  );
  const { tone, dot } = looks[item.status];
  return (
    <li className="py-2.5 text-[0.8125rem] first:pt-0 last:pb-0" data-testid="import" data-status={item.status}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
        <span className="min-w-0 font-medium break-words">{title(item)}</span>
        <span className="flex items-center gap-3 text-muted-foreground">
          <When at={item.createdAt} />
          <Badge tone={tone}>
            <Dot tone={dot} pulse={item.status === 'running'} />
            {item.status}
          </Badge>
          {isLive(item) && (
            <Button
              size="sm"
              pending={cancel.isPending || item.cancelRequestedAt !== null}
              onClick={() => cancel.mutate({ id: item.id })}
            >
              Cancel
            </Button>
          )}
        </span>
      </div>
      <p className={item.status === 'failed' ? 'mt-0.5 break-words text-bad' : 'mt-0.5 text-muted-foreground'}>
        {facts(item)}
      </p>
      {isLive(item) && (
        <ProgressBar
          label={`Progress of ${title(item)}`}
          value={item.rowsTotal ? item.rowsDone / item.rowsTotal : item.status === 'queued' ? 0 : null}
          className="mt-2"
        />
      )}
    </li>
  );
};
