import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn.ts';

export const Card = ({ className, ...props }: ComponentProps<'section'>) => (
  <section
    className={cn('min-w-0 rounded-[10px] border bg-card px-4 py-4 shadow-card sm:px-[1.375rem] sm:py-5', className)}
    {...props}
  />
);

interface CardHeaderProps {
  readonly title: ReactNode;
  /** Quiet words beside the title. */
  readonly note?: ReactNode;
  /** Buttons and switches. */
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly id?: string;
}

export const CardHeader = ({ title, note, actions, className, id }: CardHeaderProps) => (
  <div className={cn('mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2', className)}>
    <h2 id={id} className="text-[0.9375rem] leading-6 font-semibold tracking-[-0.005em]">
      {title}
    </h2>
    {(note || actions) && (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-[0.8125rem] text-muted-foreground">
        {note && <span>{note}</span>}
        {actions}
      </div>
    )}
  </div>
);
