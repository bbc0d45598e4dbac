'use client';
import { Button } from '@lab/ui/button';
import { Link } from '@lab/ui/link';
import { RotateCcw } from 'lucide-react';
import type { TriedPage } from '../contract/try-it.ts';
import { compareSentence } from './compare-sentence.ts';

interface ComparisonProps {
  /** Both of the question that stands in the form; undefined while one of them is awaited. */
  readonly optimized: TriedPage | undefined;
  readonly naive: TriedPage | undefined;
  readonly naiveFailed: boolean;
  readonly asking: boolean;
  readonly onAgain: () => void;
}

/** What this one search cost on either side, before the evidence. */
export const Comparison = ({ optimized, naive, naiveFailed, asking, onAgain }: ComparisonProps) => (
  <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
    <div className="min-w-0 flex-1 basis-80">
      <p
        role="status"
        className="min-h-[1.375rem] text-[0.9375rem] leading-snug font-medium text-balance"
        data-testid="comparison"
      >
        {optimized && naive
          ? compareSentence(optimized, naive)
          : optimized
            ? naiveFailed
              ? 'The optimised API has answered; the naive one could not.'
              : 'The optimised API has answered; the naive one is still at it.'
            : 'Both APIs are asked, the optimised one first.'}
      </p>
      <p className="mt-0.5 text-[0.8125rem] text-muted-foreground">
        One request each, one after the other, on a machine that may be busy: an impression.{' '}
        <Link href="/experiments/customer-search?tab=run">Run</Link> measures it.
      </p>
    </div>
    <Button size="sm" pending={asking} onClick={onAgain}>
      {!asking && <RotateCcw aria-hidden />}
      Send again
    </Button>
  </div>
);
