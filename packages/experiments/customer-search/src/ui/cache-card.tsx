'use client';
import { formatBytes, formatCount, threeDigits } from '@lab/bench';
import { QueryError } from '@lab/runs/ui';
import { Badge } from '@lab/ui/badge';
import { Card, CardHeader } from '@lab/ui/card';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { RowHeader, Table, Td, Th } from '@lab/ui/table';
import { useQuery } from '@tanstack/react-query';
import type { CacheTier, CacheView } from '../contract/cache-view.ts';
import { useCustomerSearch } from './use-customer-search.ts';

const tierNames: Readonly<Record<CacheTier['name'], string>> = { memory: 'In this process', redis: 'Redis' };
const modeNames: Readonly<Record<CacheView['mode'], string>> = {
  ids: 'primary keys of a page',
  response: 'whole answers',
};

const known = (value: number | null, format: (value: number) => string): string =>
  value === null ? '–' : format(value);

const percent = (share: number): string => `${threeDigits(share * 100)} %`;

const sizeOf = ({ bytes, max_bytes }: CacheTier): string =>
  bytes !== null && max_bytes ? `${formatBytes(bytes)} of ${formatBytes(max_bytes)}` : known(bytes, formatBytes);

/** What the cache of this process holds and has done. It moves when answers are asked for through it. */
export const CacheCard = () => {
  const customerSearch = useCustomerSearch();
  const query = useQuery({ ...customerSearch.cacheStats.queryOptions(), refetchInterval: 5_000 });
  const cache = query.data?.cache;
  return (
    <Card>
      <CardHeader
        title="Cache"
        note={
          query.data &&
          `version ${formatCount(Number.parseInt(query.data.version, 10))}: any committed change of a customer makes it grow, and older values unread`
        }
      />
      {cache ? (
        <Filled cache={cache} />
      ) : query.data ? (
        <p className="text-[0.8125rem] text-muted-foreground">
          This host has no cache. The benchmark measures it as variants of its own.
        </p>
      ) : query.error ? (
        <QueryError
          title="The state of the cache could not be read"
          error={query.error}
          onRetry={() => query.refetch()}
          retrying={query.isFetching}
        />
      ) : (
        <Loading label="The state of the cache is being read" className="flex flex-col gap-3">
          <Skeleton className="h-5 w-full max-w-96" />
          <Skeleton className="h-5 w-full" />
          <Skeleton className="h-5 w-full" />
        </Loading>
      )}
    </Card>
  );
};

const Filled = ({ cache }: { readonly cache: CacheView }) => (
  <>
    <p className="mb-3 flex flex-wrap items-baseline gap-x-4 gap-y-1 text-[0.8125rem] text-muted-foreground">
      <span>
        <span className="text-xl leading-8 font-medium tracking-[-0.02em] text-foreground" data-testid="hit-ratio">
          {cache.reads === 0 ? '–' : percent(cache.hit_ratio)}
        </span>{' '}
        hit ratio
      </span>
      <span>{formatCount(cache.reads)} reads</span>
      <span>{formatCount(cache.computed)} computed</span>
      <span>{formatCount(cache.joined + cache.awaited)} shared another one’s work</span>
      <span>{formatCount(cache.refreshed_early)} refreshed early</span>
      <span>holds {modeNames[cache.mode]}</span>
    </p>
    <Table label="Where cached values are held" keepFirst>
      <thead>
        <tr>
          <Th>Store</Th>
          <Th>Entries</Th>
          <Th>Size</Th>
          <Th>Hits</Th>
          <Th>Misses</Th>
          <Th>Refused</Th>
          <Th>Evictions</Th>
        </tr>
      </thead>
      <tbody>
        {cache.tiers.map((tier) => (
          <tr key={tier.name}>
            <RowHeader>
              {tierNames[tier.name]}
              {!tier.reachable && (
                <Badge tone="warn" className="ml-2">
                  not reachable
                </Badge>
              )}
            </RowHeader>
            <Td>{known(tier.entries, formatCount)}</Td>
            <Td>{sizeOf(tier)}</Td>
            <Td>{formatCount(tier.hits)}</Td>
            <Td>{formatCount(tier.misses)}</Td>
            <Td>{formatCount(tier.refused)}</Td>
            <Td>{formatCount(tier.evictions)}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  </>
);
