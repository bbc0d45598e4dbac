import type { ReactNode } from 'react';
import { cn } from './cn.ts';

interface EmptyStateProps {
  readonly title: string;
  /** How to fill it. */
  readonly children: ReactNode;
  /** The button that fills it. */
  readonly action?: ReactNode;
  readonly className?: string;
}

export const EmptyState = ({ title, children, action, className }: EmptyStateProps) => (
  <div
    className={cn(
      'flex flex-col items-start gap-3 rounded-[10px] border border-dashed border-input/50 px-5 py-7 sm:px-7',
      className,
    )}
  >
    <div>
      <p className="font-medium">{title}</p>
      <p className="mt-1 max-w-[60ch] text-[0.8125rem] text-muted-foreground">{children}</p>
    </div>
    {action}
  </div>
);
