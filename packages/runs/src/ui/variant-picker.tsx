import { type ExperimentContract, formatCount, type Variant, type Workload } from '@lab/bench';
import { Badge } from '@lab/ui/badge';
import { Button } from '@lab/ui/button';
import { Checkbox } from '@lab/ui/checkbox';
import { Notice } from '@lab/ui/notice';
import { useId } from 'react';
import { VariantMark } from './variant-mark.tsx';

interface VariantPickerProps {
  readonly experiment: ExperimentContract;
  readonly workload: Workload;
  readonly chosen: readonly string[];
  readonly error: string | undefined;
  readonly warning: string | undefined;
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which variants take part. What is wrong with the choice stands at its head, where the buttons are that made it. */
export const VariantPicker = ({ experiment, workload, chosen, error, warning, onChange }: VariantPickerProps) => {
  const toggle = (id: string, on: boolean) =>
    // In the contract's order, whatever the order of clicks.
    onChange(
      workload.variants.filter((variant) => (variant.id === id ? on : chosen.includes(variant.id))).map((v) => v.id),
    );
  return (
    <fieldset className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <legend className="contents text-[0.8125rem] font-medium">
          <span>
            Variants{' '}
            <span className="font-normal text-muted-foreground">
              ({chosen.length} of {workload.variants.length})
            </span>
          </span>
        </legend>
        <span className="flex gap-1">
          <Button size="sm" variant="ghost" onClick={() => onChange(workload.variants.map(({ id }) => id))}>
            All
          </Button>
          <Button size="sm" variant="ghost" onClick={() => onChange([])}>
            None
          </Button>
        </span>
      </div>
      {error && (
        <p role="alert" className="mb-2 text-[0.8125rem] text-bad">
          {error}
        </p>
      )}
      {warning && (
        <Notice tone="warn" className="mb-2">
          {warning}
        </Notice>
      )}
      <div className="grid gap-x-6 rounded-lg border px-3.5 py-1.5 lg:grid-cols-2">
        {workload.variants.map((variant) => (
          <VariantLine
            key={variant.id}
            experiment={experiment}
            workload={workload}
            variant={variant}
            checked={chosen.includes(variant.id)}
            onCheckedChange={(on) => toggle(variant.id, on)}
          />
        ))}
      </div>
    </fieldset>
  );
};

interface VariantLineProps {
  readonly experiment: ExperimentContract;
  readonly workload: Workload;
  readonly variant: Variant;
  readonly checked: boolean;
  readonly onCheckedChange: (on: boolean) => void;
}

const VariantLine = ({ experiment, workload, variant, checked, onCheckedChange }: VariantLineProps) => {
  const id = useId();
  return (
    <div className="flex items-start gap-3 py-2">
      <Checkbox
        id={id}
        className="mt-0.5"
        checked={checked}
        aria-describedby={`${id}-about`}
        onCheckedChange={(on) => onCheckedChange(on === true)}
      />
      <div className="min-w-0">
        <label htmlFor={id} className="flex cursor-pointer flex-wrap items-center gap-x-2 gap-y-1">
          <span>
            <VariantMark experiment={experiment} variants={workload.variants} id={variant.id} />
            {variant.label}
          </span>
          {/* The name that the command line takes. */}
          <span className="font-mono text-2xs text-muted-foreground">{variant.id}</span>
          {variant.naive && <Badge>naive</Badge>}
          {variant.reference && <Badge>reference</Badge>}
          {variant.rowsCap !== undefined && <Badge>up to {formatCount(variant.rowsCap)} rows</Badge>}
        </label>
        {/* On a narrow screen ten of these would push the button pages away; the part Question has them. */}
        <p id={`${id}-about`} className="mt-0.5 hidden text-2xs leading-snug text-muted-foreground sm:block">
          {variant.description}
        </p>
      </div>
    </div>
  );
};
