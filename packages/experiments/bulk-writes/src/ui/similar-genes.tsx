'use client';
import { formatCount } from '@lab/bench';
import { errorCodes, QueryError } from '@lab/runs/ui';
import { Card, CardHeader } from '@lab/ui/card';
import { Field } from '@lab/ui/field';
import { Input } from '@lab/ui/input';
import { Segmented } from '@lab/ui/segmented';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { useUrlState } from '@lab/ui/url-state';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useId, useState } from 'react';
import type { SimilarGene } from '../contract.ts';
import { useBulkWrites } from './use-bulk-writes.ts';

const shown = 10;

/** Reads back what was written: the genes most or least like one gene. The gene is in the URL. */
export const SimilarGenes = ({ filled }: { readonly filled: boolean | undefined }) => {
  const bulkWrites = useBulkWrites();
  const [gene, setGene] = useUrlState('gene', '');
  const [typing, setTyping] = useState(false);
  const [order, setOrder] = useUrlState('order', 'best');
  const first = useQuery({ ...bulkWrites.genes.queryOptions({ prefix: '' }), enabled: filled === true && gene === '' });
  const asked = gene || first.data?.[0]?.systematicName || '';
  const query = useQuery({
    ...bulkWrites.similar.queryOptions({ gene: asked, order: order === 'worst' ? 'worst' : 'best', limit: shown }),
    enabled: asked !== '' && filled === true,
    placeholderData: keepPreviousData,
  });
  return (
    <Card>
      <CardHeader title="Similar genes" note="read back from what was written" />
      {filled === false ? (
        <p className="text-[0.8125rem] text-muted-foreground">Ranked genes appear here once some are imported.</p>
      ) : (
        <>
          <div className="mb-4 flex flex-wrap items-end gap-3">
            <GenePicker gene={asked} onChoose={setGene} onTyping={setTyping} />
            <Segmented
              label="Order"
              value={order === 'worst' ? 'worst' : 'best'}
              onValueChange={setOrder}
              options={[
                { value: 'best', label: 'most alike' },
                { value: 'worst', label: 'least alike' },
              ]}
              className="pb-1.5"
            />
          </div>
          {errorCodes(query.error?.data).lab === 'gene-not-found' ? (
            <p className="text-[0.8125rem] text-muted-foreground">
              There is no gene “{asked}”; choose one from the list that opens as you type.
            </p>
          ) : query.error && !query.isPlaceholderData ? (
            <QueryError
              title={`Genes like ${asked} could not be read`}
              error={query.error}
              onRetry={() => query.refetch()}
              retrying={query.isFetching}
            />
          ) : typing ? (
            <p className="text-[0.8125rem] text-muted-foreground">Choose a gene of the list, or press Enter.</p>
          ) : query.data ? (
            <Ranking genes={query.data} of={asked} />
          ) : (
            <Loading label="Similar genes are being read" className="flex flex-col gap-3">
              {[0, 1, 2, 3, 4].map((row) => (
                <Skeleton key={row} className="h-5 w-full" />
              ))}
            </Loading>
          )}
        </>
      )}
    </Card>
  );
};

interface GenePickerProps {
  readonly gene: string;
  readonly onChoose: (gene: string) => void;
  /** Whether the name in the field is another one than `gene`: rows of that one must not stand below it. */
  readonly onTyping: (typing: boolean) => void;
}

const GenePicker = ({ gene, onChoose, onTyping }: GenePickerProps) => {
  const bulkWrites = useBulkWrites();
  const list = useId();
  const [typed, setTyped] = useState(gene);
  useEffect(() => setTyped(gene), [gene]);
  const hits = useQuery({
    ...bulkWrites.genes.queryOptions({ prefix: typed.trim() }),
    enabled: typed.trim() !== '' && typed !== gene,
    placeholderData: keepPreviousData,
  });
  const differs = typed.trim() !== '' && typed.trim() !== gene;
  useEffect(() => onTyping(differs), [differs, onTyping]);
  const choose = (text: string) => {
    if (text.trim() !== '' && text.trim() !== gene) onChoose(text.trim());
  };
  return (
    <Field label="Gene" className="w-full sm:w-48">
      {(control) => (
        <>
          <Input
            {...control}
            list={list}
            value={typed}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => {
              setTyped(event.target.value);
              // Chosen from the list rather than typed: nothing else needs a key press.
              if (hits.data?.some(({ systematicName }) => systematicName === event.target.value))
                choose(event.target.value);
            }}
            onBlur={() => choose(typed)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') choose(typed);
            }}
          />
          <datalist id={list}>
            {hits.data?.map((hit) => (
              <option key={hit.id} value={hit.systematicName}>
                {hit.commonName ?? ''}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
};

/** Scores run from −1 to 1: a bar from the middle. */
const ScoreBar = ({ score }: { readonly score: number }) => (
  <span aria-hidden className="relative block h-1.5 rounded-full bg-muted">
    <span
      className="absolute inset-y-0 rounded-full bg-brand"
      style={score >= 0 ? { left: '50%', width: `${score * 50}%` } : { right: '50%', width: `${-score * 50}%` }}
    />
    <span className="absolute -inset-y-0.5 left-1/2 w-px bg-input" />
  </span>
);

const Ranking = ({ genes, of }: { readonly genes: readonly SimilarGene[]; readonly of: string }) =>
  genes.length === 0 ? (
    <p className="text-[0.8125rem] text-muted-foreground">{of} has no score with another gene.</p>
  ) : (
    <ol className="flex flex-col gap-2 text-[0.8125rem]" aria-label={`Genes like ${of}`}>
      {genes.map((gene, i) => (
        <li
          key={`${gene.id} ${gene.metric}`}
          className="grid grid-cols-[1.5rem_minmax(0,1fr)_minmax(3rem,6rem)_3.5rem] items-center gap-2"
        >
          <span className="text-subtle-foreground">{formatCount(i + 1)}</span>
          <span className="truncate" title={`${gene.systematicName}${gene.commonName ? `, ${gene.commonName}` : ''}`}>
            {gene.systematicName}
            {gene.commonName && <span className="text-muted-foreground"> {gene.commonName}</span>}
          </span>
          <ScoreBar score={gene.score} />
          <span className="text-right">{gene.score.toFixed(3).replace('-', '−')}</span>
        </li>
      ))}
    </ol>
  );
