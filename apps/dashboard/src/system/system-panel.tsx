'use client';
import { QueryError } from '@lab/runs/ui';
import { Card, CardHeader } from '@lab/ui/card';
import { Link } from '@lab/ui/link';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { ServiceLine } from './service-line.tsx';
import { useSystemState } from './use-system-state.ts';

const shown = 6;

export const ServicesSkeleton = () => (
  <Loading label="The state of the system is being read" className="flex flex-col gap-4">
    {Array.from({ length: shown }, (_, i) => (
      <div key={i}>
        <Skeleton className="h-4 w-28" />
        <Skeleton className="mt-1.5 h-4 w-48 max-w-full" />
      </div>
    ))}
  </Loading>
);

/** The system at a glance, for the home page. */
export const SystemPanel = () => {
  const state = useSystemState();
  if (state.error && !state.data) {
    return (
      <QueryError
        title="The state of the system could not be read"
        error={state.error}
        onRetry={() => state.refetch()}
        retrying={state.isFetching}
      />
    );
  }
  return (
    <Card className="self-start">
      <CardHeader title="System" actions={<Link href="/system">Details</Link>} />
      {state.data ? (
        <ul className="divide-y divide-border/60">
          {state.data.services.map((service) => (
            <ServiceLine key={service.id} service={service} />
          ))}
        </ul>
      ) : (
        <ServicesSkeleton />
      )}
    </Card>
  );
};
