'use client';
import type { BenchResult, ExperimentContract, VariantReport } from '@lab/bench';
import { Badge } from '@lab/ui/badge';
import { Card, CardHeader } from '@lab/ui/card';
import { CodeBlock } from '@lab/ui/code-block';
import { Select } from '@lab/ui/select';
import { useUrlState } from '@lab/ui/url-state';
import { plotRows, ratioLabel, ratioToBaseline } from './plot-rows.ts';

interface CodeCompareProps {
  readonly result: BenchResult;
  readonly experiment: ExperimentContract | undefined;
}

/** Two variants side by side, as they ran; which two is in the URL. */
export const CodeCompare = ({ result, experiment }: CodeCompareProps) => {
  const metric = result.experiment.metrics.find(({ id }) => id === result.experiment.headline);
  const ranked = metric ? plotRows(result, experiment, metric).map(({ id }) => id) : result.plan.variants;
  // The baseline stands on the right; the best of the others that is meant for adoption on the left.
  const others = ranked.filter((id) => id !== result.plan.baseline);
  const adoptable = others.find((id) =>
    result.variants.some((variant) => variant.id === id && !variant.reference && !variant.skipped),
  );
  const [left, setLeft] = useUrlState('left', adoptable ?? others[0] ?? ranked[0] ?? '');
  const [right, setRight] = useUrlState('right', result.plan.baseline);
  const headline = result.experiment.metrics.find(({ id }) => id === result.experiment.headline);
  const options = result.variants.map(({ id, label }) => ({ value: id, label, id }));
  const sides = [
    { id: left, set: setLeft, label: 'Variant on the left' },
    { id: right, set: setRight, label: 'Variant on the right' },
  ];
  return (
    <Card>
      <CardHeader title="Code and SQL" note="the text that was measured" />
      {/* Five rows that both sides share: select, words, badges, SQL, code. Thus the same parts stand side by side. */}
      <div className="grid gap-x-4 gap-y-8 lg:grid-cols-2 lg:gap-y-3">
        {sides.map(({ id, set, label }) => {
          const report = result.variants.find((variant) => variant.id === id);
          return (
            <div key={label} className="flex min-w-0 flex-col gap-3 lg:row-span-5 lg:grid lg:grid-rows-subgrid">
              <Select aria-label={label} value={report ? id : ''} onValueChange={set} options={options} />
              {report ? (
                <Side
                  report={report}
                  ratio={
                    id === result.plan.baseline
                      ? undefined
                      : headline && ratioToBaseline(result, id, headline)?.concat(' ', ratioLabel(result))
                  }
                />
              ) : (
                <p className="text-[0.8125rem] text-muted-foreground">
                  This run has no variant “{id}”. Choose one from the list.
                </p>
              )}
            </div>
          );
        })}
      </div>
    </Card>
  );
};

const Side = ({ report, ratio }: { readonly report: VariantReport; readonly ratio: string | undefined }) => (
  <>
    <p className="text-[0.8125rem] text-muted-foreground">{report.description}</p>
    <div className="flex flex-wrap content-start gap-1.5">
      {ratio && <Badge tone="brand">{ratio}</Badge>}
      {report.naive && <Badge>naive</Badge>}
      <Badge tone={report.atomic ? 'good' : 'warn'}>{report.atomic ? 'all rows or none' : 'not atomic'}</Badge>
      {report.condition && (
        <Badge tone="warn" className="whitespace-normal">
          {report.condition}
        </Badge>
      )}
      {report.reference && <Badge>reference</Badge>}
      {Object.entries(report.settings).map(([name, value]) => (
        <Badge key={name} className="whitespace-normal">
          {name}: {value}
        </Badge>
      ))}
    </div>
    <div className="min-w-0">
      {report.sql && <CodeBlock code={report.sql} lang="sql" title="SQL" label={`SQL of ${report.label}`} />}
    </div>
    <div className="min-w-0">
      <CodeBlock code={report.code.trimEnd()} lang="typescript" title="Code" label={`code of ${report.label}`} />
    </div>
  </>
);
