import type { Variant } from '@lab/bench';
import { VariantMark } from '@lab/runs/ui';
import { Badge } from '@lab/ui/badge';
import { Card, CardHeader } from '@lab/ui/card';
import { bulkWrites } from '../contract.ts';

/** What is compared, on which rows, and what is held equal. */
export const QuestionPart = () => (
  <div className="flex flex-col gap-5">
    <Card>
      <CardHeader title="What is written" />
      <div className="grid gap-x-8 gap-y-4 text-[0.8125rem] text-muted-foreground lg:grid-cols-3">
        <p>
          <strong className="block font-medium text-foreground">The rows</strong>
          Similarity scores of genes: every ordered pair of genes, each gene with itself included, has one score, so
          6,500 genes make 42 million rows. Names and scores are generated from a seed; the first n rows of the matrix
          are always the same.
        </p>
        <p>
          <strong className="block font-medium text-foreground">The table</strong>A primary key and the unique index
          over both genes and the metric. With the constraints “Foreign keys as well” every row is checked against both
          of its genes too, which changes the picture.
        </p>
        <p>
          <strong className="block font-medium text-foreground">The clock</strong>
          From the first row pulled until COMMIT, indexes and constraints included. Before every sample the table is in
          the same state; after it, row count and checksum are compared with what should be there.
        </p>
      </div>
    </Card>
    {bulkWrites.workloads.map((workload) => (
      <Card key={workload.id}>
        <CardHeader title={workload.label} note={workload.description} />
        <ul className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
          {workload.variants.map((variant) => (
            <VariantAbout key={variant.id} variant={variant} all={workload.variants} />
          ))}
        </ul>
      </Card>
    ))}
  </div>
);

const VariantAbout = ({ variant, all }: { readonly variant: Variant; readonly all: readonly Variant[] }) => (
  <li className="min-w-0">
    <p className="flex flex-wrap items-center gap-2 font-medium">
      <span>
        <VariantMark experiment={bulkWrites} variants={all} id={variant.id} />
        {variant.label}
      </span>
      {variant.naive && <Badge>naive</Badge>}
      {variant.reference && <Badge>reference</Badge>}
      {!variant.atomic && <Badge tone="warn">not atomic</Badge>}
    </p>
    <p className="mt-0.5 pl-4 text-[0.8125rem] text-muted-foreground">{variant.description}</p>
  </li>
);
