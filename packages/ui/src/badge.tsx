import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

const badgeVariants = cva(
  'inline-flex max-w-full items-center gap-1.5 rounded-full border px-2.5 py-0.5 text-2xs leading-[1.125rem] whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'bg-card text-muted-foreground',
        brand: 'border-transparent bg-brand-soft text-brand',
        good: 'border-transparent bg-good-soft text-good',
        warn: 'border-transparent bg-warn-soft text-warn',
        bad: 'border-transparent bg-bad-soft text-bad',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badgeVariants>['tone']>;

export const Badge = ({ className, tone, ...props }: ComponentProps<'span'> & VariantProps<typeof badgeVariants>) => (
  <span className={cn(badgeVariants({ tone }), className)} {...props} />
);

const dotTones = {
  good: 'bg-good',
  brand: 'bg-brand',
  warn: 'bg-warn',
  bad: 'bg-bad',
  off: 'bg-input/70',
} as const;

interface DotProps {
  readonly tone: keyof typeof dotTones;
  /** Something is happening right now. */
  readonly pulse?: boolean;
}

export const Dot = ({ tone, pulse = false }: DotProps) => (
  <span
    aria-hidden
    className={cn('inline-block size-[0.4375rem] shrink-0 rounded-full', dotTones[tone], pulse && 'animate-pulse')}
  />
);
