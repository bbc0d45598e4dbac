'use client';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

interface ErrorStateProps {
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly children: ReactNode;
  readonly onRetry?: (() => void) | undefined;
  readonly retrying?: boolean;
  readonly action?: ReactNode;
  readonly className?: string;
}

export const ErrorState = ({ title, children, onRetry, retrying = false, action, className }: ErrorStateProps) => (
  <div
    role="alert"
    className={cn('flex items-start gap-3 rounded-[10px] border border-bad/30 bg-card px-4 py-4 sm:px-5', className)}
  >
    <CircleAlert className="mt-0.5 size-[1.125rem] shrink-0 text-bad" aria-hidden />
    <div className="min-w-0 flex-1">
      <p className="font-medium">{title}</p>
      <div className="mt-1 max-w-[70ch] text-[0.8125rem] break-words text-muted-foreground">{children}</div>
      {(onRetry || action) && (
        <div className="mt-3 flex flex-wrap gap-2">
          {onRetry && (
            <Button size="sm" onClick={onRetry} pending={retrying}>
              Try again
            </Button>
          )}
          {action}
        </div>
      )}
    </div>
  </div>
);
