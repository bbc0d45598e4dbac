import { formatCount, formatSeconds } from '@lab/bench';
import { Skeleton } from '@lab/ui/skeleton';
import type { ReactNode } from 'react';
import type { TriedPage } from '../contract/try-it.ts';

const Figure = ({ value, noun }: { readonly value: string; readonly noun: string }) => (
  <span className="whitespace-nowrap">
    <span className="text-foreground">{value}</span> {noun}
  </span>
);

interface AnswerFiguresProps {
  readonly page: Pick<TriedPage, 'seconds' | 'queries'> | undefined;
  /** Which page the figures are of, how many match. */
  readonly children?: ReactNode;
}

/** What an answer cost: its time in the server large, the rest beside it. */
export const AnswerFigures = ({ page, children }: AnswerFiguresProps) => (
  <p className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 text-[0.8125rem] text-muted-foreground">
    {page ? (
      <>
        <span
          className="text-xl leading-8 font-medium tracking-[-0.02em] whitespace-nowrap text-foreground"
          data-testid="answer-time"
        >
          {formatSeconds(page.seconds)}
        </span>
        <Figure value={formatCount(page.queries)} noun={page.queries === 1 ? 'query' : 'queries'} />
        {children}
      </>
    ) : (
      <Skeleton className="my-1 inline-block h-6 w-52 max-w-full" />
    )}
  </p>
);
