'use client';
import { ToggleGroup } from 'radix-ui';
import { cn } from './cn.ts';

interface SegmentedProps {
  readonly label: string;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly className?: string;
}

/** One of a few: chips with roving focus. */
export const Segmented = ({ label, value, onValueChange, options, className }: SegmentedProps) => (
  <ToggleGroup.Root
    type="single"
    aria-label={label}
    value={value}
    onValueChange={(next) => next && onValueChange(next)}
    className={cn('flex flex-wrap gap-1.5', className)}
  >
    {options.map((option) => (
      <ToggleGroup.Item
        key={option.value}
        value={option.value}
        className="rounded-full border bg-card px-2.5 py-[0.1875rem] text-2xs leading-[1.125rem] whitespace-nowrap text-muted-foreground transition-colors hover:text-foreground data-[state=on]:border-transparent data-[state=on]:bg-brand-soft data-[state=on]:text-brand"
      >
        {option.label}
      </ToggleGroup.Item>
    ))}
  </ToggleGroup.Root>
);
