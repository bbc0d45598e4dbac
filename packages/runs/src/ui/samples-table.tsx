'use client';
import { type BenchResult, type ExperimentContract, formatCount, type Sample, sampleText } from '@lab/bench';
import { Badge } from '@lab/ui/badge';
import { Card, CardHeader } from '@lab/ui/card';
import { Select } from '@lab/ui/select';
import { RowHeader, Table, Td, Th } from '@lab/ui/table';
import { useUrlState } from '@lab/ui/url-state';
import { VariantMark } from './variant-mark.tsx';

const inOrder = (a: Sample, b: Sample): number => a.round - b.round || a.attempt - b.attempt || a.slot - b.slot;

const StatusCell = ({ sample }: { readonly sample: Sample }) => {
  if (sample.status === 'ok') {
    return sample.phase === 'warmup' ? <Badge>warm-up</Badge> : <Badge tone="good">ok</Badge>;
  }
  return (
    <span className="inline-flex max-w-36 items-center gap-2" title={sample.error ?? sample.rejectReason}>
      <Badge tone={sample.status === 'error' ? 'bad' : 'warn'}>{sample.status}</Badge>
      <span className="truncate text-muted-foreground">{sample.error ?? sample.rejectReason}</span>
    </span>
  );
};

interface SamplesTableProps {
  readonly result: BenchResult;
  readonly experiment: ExperimentContract | undefined;
}

/** Every sample in the order it ran, warm-up and rejected ones included. */
export const SamplesTable = ({ result, experiment }: SamplesTableProps) => {
  const [variant, setVariant] = useUrlState('variant', 'all');
  const labels = new Map(result.variants.map(({ id, label }) => [id, label]));
  const samples = result.samples.filter((sample) => variant === 'all' || sample.variant === variant).toSorted(inOrder);
  const metrics = result.experiment.metrics.filter(({ id }) => result.samples.some((sample) => id in sample.metrics));
  return (
    <Card>
      <CardHeader
        title={`${formatCount(samples.length)} ${samples.length === 1 ? 'sample' : 'samples'}`}
        note="in the order they ran"
        actions={
          <Select
            aria-label="Show samples of"
            className="h-8 w-52"
            value={variant}
            onValueChange={setVariant}
            options={[
              { value: 'all', label: 'All variants' },
              ...result.plan.variants.map((id) => ({ value: id, label: labels.get(id) ?? id })),
            ]}
          />
        }
      />
      {samples.length === 0 ? (
        <p className="py-4 text-[0.8125rem] text-muted-foreground">
          No sample yet. They appear here as they are measured.
        </p>
      ) : (
        <Table
          label="Samples"
          keepFirst
          frameClassName="max-h-[70vh] overflow-y-auto pb-3"
          className="[&_thead_th]:sticky [&_thead_th]:top-0 [&_thead_th]:z-[2] [&_thead_th]:bg-card [&_thead_tr>:first-child]:z-[3]"
        >
          <thead>
            <tr>
              <Th>Variant</Th>
              <Th>Round</Th>
              <Th>Place</Th>
              <Th className="text-left">Status</Th>
              {metrics.map((metric) => (
                <Th key={metric.id}>{metric.label}</Th>
              ))}
              <Th>Rows</Th>
              <Th>Checksum</Th>
            </tr>
          </thead>
          <tbody>
            {samples.map((sample) => (
              <tr key={`${sample.round}.${sample.attempt}.${sample.slot}`}>
                <RowHeader>
                  <VariantMark experiment={experiment} variants={result.variants} id={sample.variant} />
                  {labels.get(sample.variant) ?? sample.variant}
                </RowHeader>
                <Td>
                  {sample.round === 0 ? 'warm-up' : sample.round}
                  {sample.attempt > 1 && <span className="text-subtle-foreground"> (try {sample.attempt})</span>}
                </Td>
                <Td>{sample.slot + 1}</Td>
                <Td className="text-left">
                  <StatusCell sample={sample} />
                </Td>
                {metrics.map((metric) => (
                  <Td key={metric.id}>{sampleText(result, sample, metric)}</Td>
                ))}
                <Td>{sample.correctness ? formatCount(sample.correctness.rows) : '–'}</Td>
                <Td className="font-mono text-2xs" title={sample.correctness?.checksum}>
                  {sample.correctness ? (
                    <span className={sample.correctness.ok ? undefined : 'text-bad'}>
                      {sample.correctness.checksum.slice(0, 12)}
                      {sample.correctness.ok ? '' : ' (wrong)'}
                    </span>
                  ) : (
                    '–'
                  )}
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
};
