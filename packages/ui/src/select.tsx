'use client';
import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';
import { inputClasses } from './input.tsx';

export interface SelectOption {
  readonly value: string;
  readonly label: ReactNode;
  /** What the command line calls it; shown beside the label while choosing. */
  readonly id?: string;
  readonly description?: string | undefined;
}

interface SelectProps {
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly options: readonly SelectOption[];
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: true | undefined;
  readonly className?: string;
  readonly disabled?: boolean;
}

export const Select = ({ value, onValueChange, options, className, disabled, ...trigger }: SelectProps) => (
  <Primitive.Root value={value} onValueChange={onValueChange} disabled={disabled ?? false}>
    <Primitive.Trigger
      className={cn(inputClasses, 'flex items-center justify-between gap-2 text-left', className)}
      {...trigger}
    >
      <span className="truncate">
        <Primitive.Value />
      </span>
      <ChevronDown className="size-4 shrink-0 text-subtle-foreground" aria-hidden />
    </Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content
        position="popper"
        sideOffset={4}
        className="z-50 max-h-[min(24rem,var(--radix-select-content-available-height))] min-w-[var(--radix-select-trigger-width)] max-w-[min(28rem,calc(100vw-2rem))] overflow-hidden rounded-lg border bg-popover shadow-pop data-[state=open]:animate-in data-[state=open]:fade-in-0"
      >
        <Primitive.Viewport className="p-1">
          {options.map((option) => (
            <Primitive.Item
              key={option.value}
              value={option.value}
              className="relative flex cursor-default flex-col rounded-md py-1.5 pr-8 pl-2.5 text-[0.8125rem] outline-none select-none data-[highlighted]:bg-muted"
            >
              <span className="flex flex-wrap items-baseline gap-x-2">
                <Primitive.ItemText>{option.label}</Primitive.ItemText>
                {option.id && <span className="font-mono text-2xs text-muted-foreground">{option.id}</span>}
              </span>
              {option.description && <span className="text-2xs text-muted-foreground">{option.description}</span>}
              <Primitive.ItemIndicator className="absolute top-2 right-2.5">
                <Check className="size-4 text-brand" aria-hidden />
              </Primitive.ItemIndicator>
            </Primitive.Item>
          ))}
        </Primitive.Viewport>
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);
