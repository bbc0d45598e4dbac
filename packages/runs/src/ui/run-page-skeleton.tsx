import { Card } from '@lab/ui/card';
import { Loading, Skeleton } from '@lab/ui/skeleton';

const rows = ['w-11/12', 'w-10/12', 'w-10/12', 'w-8/12', 'w-7/12', 'w-5/12', 'w-2/12'];

export const PlotSkeleton = () => (
  <Card>
    <div className="mb-6 flex justify-between gap-4">
      <Skeleton className="h-6 w-44" />
      <Skeleton className="hidden h-6 w-80 sm:block" />
    </div>
    <div className="flex flex-col gap-[1.125rem]">
      {rows.map((width, i) => (
        <div key={i} className="flex gap-4">
          <Skeleton className="h-4 w-24 shrink-0 sm:w-40" />
          <Skeleton className={`h-4 ${width}`} />
        </div>
      ))}
    </div>
  </Card>
);

export const RunPageSkeleton = () => (
  <Loading label="The run is being read">
    <Skeleton className="h-8 w-full max-w-[34rem]" />
    <Skeleton className="mt-2 h-8 w-2/3 max-w-[24rem]" />
    <Skeleton className="mt-4 h-4 w-80 max-w-full" />
    <div className="mt-7 mb-5 flex gap-6 border-b pb-3">
      <Skeleton className="h-5 w-14" />
      <Skeleton className="h-5 w-24" />
      <Skeleton className="h-5 w-16" />
      <Skeleton className="h-5 w-24" />
    </div>
    <PlotSkeleton />
  </Loading>
);
