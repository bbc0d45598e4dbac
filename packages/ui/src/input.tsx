import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const inputClasses =
  'h-9 w-full min-w-0 rounded-[7px] border border-input/60 bg-card px-3 text-[0.875rem] text-foreground transition-colors placeholder:text-subtle-foreground hover:border-input focus-visible:border-brand focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-55 aria-invalid:border-bad';

export const Input = ({ className, ...props }: ComponentProps<'input'>) => (
  <input className={cn(inputClasses, className)} {...props} />
);
