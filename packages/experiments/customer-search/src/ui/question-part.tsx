import type { Variant } from '@lab/bench';
import { VariantMark } from '@lab/runs/ui';
import { Badge } from '@lab/ui/badge';
import { Card, CardHeader } from '@lab/ui/card';
import { optimizations } from '../contract/optimizations.ts';
import { customerSearch } from '../contract.ts';
import { optimizationWords } from './optimization-words.ts';

const all: readonly Variant[] = customerSearch.workloads.find(({ id }) => id === 'list')?.variants ?? [];

/** What is compared, on which rows, and what is held equal. */
export const QuestionPart = () => (
  <div className="flex flex-col gap-5">
    <Card>
      <CardHeader title="What is asked" />
      <div className="grid gap-x-8 gap-y-4 text-[0.8125rem] text-muted-foreground lg:grid-cols-3">
        <p>
          <strong className="block font-medium text-foreground">The customers</strong>
          Those of a loyalty programme: names, an address, points and a last activity, in three tables. They are
          generated from a seed, once, and both APIs have the same rows.
        </p>
        <p>
          <strong className="block font-medium text-foreground">The two APIs</strong>
          The same parameters, the same order, the same customers in the answer; for filters, sorting and contains a
          test holds them to the same ids on random data. Only the optimised one ranks and forgives typing errors.
        </p>
        <p>
          <strong className="block font-medium text-foreground">The clock</strong>
          Requests come on a schedule, whatever the answers do, and the clock of each starts when it was due: a slow
          server cannot hide the queue that it makes. The server’s CPU, the database’s included, is counted beside it.
        </p>
      </div>
    </Card>
    <Card>
      <CardHeader title="Variants" note="in every workload that they can answer" />
      <ul className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
        {all.map((variant) => (
          <li key={variant.id} className="min-w-0">
            <p className="flex flex-wrap items-center gap-2 font-medium">
              <span>
                <VariantMark experiment={customerSearch} variants={all} id={variant.id} />
                {variant.label}
              </span>
              {variant.reference && <Badge>reference</Badge>}
            </p>
            <p className="mt-0.5 pl-4 text-[0.8125rem] text-muted-foreground">{variant.description}</p>
          </li>
        ))}
      </ul>
    </Card>
    <Card>
      <CardHeader title="Optimisations" note="each can be switched off alone" />
      <dl className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
        {optimizations.map((id) => (
          <div key={id} className="min-w-0">
            <dt className="font-medium">{optimizationWords[id].label}</dt>
            <dd className="mt-0.5 text-[0.8125rem] text-muted-foreground">{optimizationWords[id].description}</dd>
          </div>
        ))}
      </dl>
    </Card>
    <Card>
      <CardHeader title="Workloads" />
      <dl className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
        {customerSearch.workloads.map((workload) => (
          <div key={workload.id} className="min-w-0">
            <dt className="font-medium">{workload.label}</dt>
            <dd className="mt-0.5 text-[0.8125rem] text-muted-foreground">{workload.description}</dd>
          </div>
        ))}
      </dl>
    </Card>
  </div>
);
