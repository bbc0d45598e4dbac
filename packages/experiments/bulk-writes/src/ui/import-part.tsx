'use client';
import { formatCount } from '@lab/bench';
import { QueryError } from '@lab/runs/ui';
import { Skeleton } from '@lab/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { ImportForm } from './import-form.tsx';
import { ImportsList } from './imports-list.tsx';
import { SimilarGenes } from './similar-genes.tsx';
import { useBulkWrites } from './use-bulk-writes.ts';

/** The part *Try it*: writes genes and their scores into the application's own tables, by any strategy, and reads them back. */
export const ImportPart = () => {
  const bulkWrites = useBulkWrites();
  const counts = useQuery(bulkWrites.counts.queryOptions());
  const imports = useQuery(bulkWrites.imports.queryOptions());
  const filled = (counts.data?.genes ?? 0) > 0;
  return (
    <div className="flex flex-col gap-5">
      <p className="text-[0.8125rem] text-muted-foreground" data-testid="counts">
        {counts.data ? (
          filled ? (
            <>
              The tables hold{' '}
              <strong className="font-medium text-foreground">{formatCount(counts.data.genes)} genes</strong> and{' '}
              <strong className="font-medium text-foreground">
                {formatCount(counts.data.similarities)} similarity scores
              </strong>
              {imports.data?.length === 0 ? ', the demo data that Backend Lab comes with.' : '.'}
            </>
          ) : (
            'The tables are empty. Import some genes to fill them.'
          )
        ) : counts.error ? null : (
          <Skeleton className="inline-block h-4 w-72 max-w-full" />
        )}
      </p>
      {counts.error && !counts.data && (
        <QueryError
          title="What the tables hold could not be read"
          error={counts.error}
          onRetry={() => counts.refetch()}
          retrying={counts.isFetching}
        />
      )}
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <ImportForm filled={filled} />
        {(counts.data || !counts.error) && <SimilarGenes filled={counts.data ? filled : undefined} />}
      </div>
      <ImportsList />
    </div>
  );
};
