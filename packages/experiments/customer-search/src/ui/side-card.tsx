import { VariantMark } from '@lab/runs/ui';
import { Card } from '@lab/ui/card';
import { cn } from '@lab/ui/cn';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CustomerApi } from '../contract/try-it.ts';
import { customerSearch } from '../contract.ts';

const words: Readonly<Record<CustomerApi, string>> = {
  naive: 'Page numbers, COUNT(*), a query more for each address and each relationship.',
  optimized: 'Cursors, a read table with the right indexes, JSON made by the database.',
};

const variants = customerSearch.workloads.flatMap((workload) => workload.variants);

interface SideCardProps {
  readonly api: CustomerApi;
  /** Parameters of the same request over REST. */
  readonly query: Readonly<Record<string, string>>;
  /** What is shown is of the question before. */
  readonly stale: boolean;
  readonly children: ReactNode;
}

/** One of both APIs: its name, what it is, the same request as JSON. */
export const SideCard = ({ api, query, stale, children }: SideCardProps) => {
  const label = variants.find(({ id }) => id === api)?.label ?? api;
  const search = new URLSearchParams(query).toString();
  const href = `/api/v1/${api}/customers${search ? `?${search}` : ''}`;
  return (
    <Card aria-label={`${label} API`} aria-busy={stale} data-testid={`side-${api}`} className="flex flex-col">
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-[0.9375rem] leading-6 font-semibold tracking-[-0.005em]">
          <VariantMark experiment={customerSearch} variants={variants} id={api} />
          {label}
        </h2>
        {/* Not a page of the application: the API answers it itself. */}
        <a
          href={href}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 rounded-sm text-[0.8125rem] text-brand underline decoration-brand/30 underline-offset-[3px] hover:decoration-brand"
        >
          As JSON
          <span className="sr-only">, of the {label} API, in a new tab</span>
          <ExternalLink className="size-3.5" aria-hidden />
        </a>
      </div>
      <p className="mb-3 text-[0.8125rem] text-muted-foreground">{words[api]}</p>
      <div className={cn('flex min-h-0 flex-1 flex-col transition-opacity', stale && 'opacity-60')}>{children}</div>
    </Card>
  );
};
