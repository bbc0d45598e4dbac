import type { ComponentProps } from 'react';
import { cn } from './cn.ts';
import { ScrollFrame } from './scroll-frame.tsx';

interface TableProps extends ComponentProps<'table'> {
  /** Names the table for assistive technology, and the frame for the keyboard: a scrollable frame takes the focus. */
  readonly label: string;
  readonly frameClassName?: string;
  /** The first column stays where it is while the others scroll; narrow there, so that others have room. */
  readonly keepFirst?: boolean;
}

const kept =
  '[&_tr>:first-child]:sticky [&_tr>:first-child]:left-0 [&_tr>:first-child]:z-[1] [&_tr>:first-child]:bg-card max-sm:[&_tr>:first-child]:min-w-28 max-sm:[&_tr>:first-child]:pr-3 max-sm:[&_tr>:first-child]:whitespace-normal max-sm:[&_tbody_th]:pl-4 max-sm:[&_tbody_th]:-indent-4';

/** Wide data scrolls inside its own frame, never the page. */
export const Table = ({ label, className, frameClassName, keepFirst = false, ...props }: TableProps) => (
  <ScrollFrame label={label} className={cn('scroll-frame', frameClassName)}>
    <table
      aria-label={label}
      className={cn('w-full border-collapse text-[0.8125rem]', keepFirst && kept, className)}
      {...props}
    />
  </ScrollFrame>
);

export const Th = ({ className, scope, ...props }: ComponentProps<'th'>) => (
  <th
    scope={scope ?? 'col'}
    className={cn(
      'min-w-20 first:min-w-0 border-b px-2.5 py-1.5 text-right align-bottom leading-tight font-medium text-subtle-foreground first:pl-0 first:text-left last:pr-0',
      className,
    )}
    {...props}
  />
);

export const Td = ({ className, ...props }: ComponentProps<'td'>) => (
  <td
    className={cn(
      'border-b border-border/60 px-2.5 py-[0.4375rem] text-right whitespace-nowrap first:pl-0 first:text-left last:pr-0',
      className,
    )}
    {...props}
  />
);

/** The first cell of a row that names it. */
export const RowHeader = ({ className, ...props }: ComponentProps<'th'>) => (
  <th
    scope="row"
    className={cn('border-b border-border/60 py-[0.4375rem] pr-2.5 text-left font-normal whitespace-nowrap', className)}
    {...props}
  />
);
