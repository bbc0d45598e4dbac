import { type BenchResult, formatCounter, summariseMetric } from '@lab/bench';
import { VariantMark } from '@lab/runs/ui';
import { Card, CardHeader } from '@lab/ui/card';
import { RowHeader, Table, Td, Th } from '@lab/ui/table';
import { customerSearch } from '../../contract.ts';

/** Counters of samples whose variant has a cache. */
const columns = [
  ['cache_hit_share', 'Hit ratio'],
  ['cache_reads', 'Reads'],
  ['cache_computed', 'Computed'],
  ['cache_entries', 'Entries'],
  ['cache_bytes', 'Size'],
  ['cache_evictions', 'Evictions'],
] as const;

/** What the caches of a run held and did, median of the rounds. */
export const CacheTable = ({ result }: { readonly result: BenchResult }) => {
  const known = (variant: string, counter: string) => summariseMetric(result, variant, counter)?.median;
  const ids = result.plan.variants.filter((id) => columns.some(([counter]) => known(id, counter) !== undefined));
  if (ids.length === 0) return null;
  const shown = columns.filter(([counter]) => ids.some((id) => known(id, counter) !== undefined));
  return (
    <Card>
      <CardHeader title="Cache" note="median of the rounds; every sample begins with an empty one" />
      <Table label="The cache of each variant" keepFirst>
        <thead>
          <tr>
            <Th>Variant</Th>
            {shown.map(([counter, label]) => (
              <Th key={counter}>{label}</Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ids.map((id) => (
            <tr key={id}>
              <RowHeader>
                <VariantMark experiment={customerSearch} variants={result.variants} id={id} />
                {result.variants.find((variant) => variant.id === id)?.label ?? id}
              </RowHeader>
              {shown.map(([counter]) => {
                const value = known(id, counter);
                return <Td key={counter}>{value === undefined ? '–' : formatCounter(counter, value)}</Td>;
              })}
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
};
