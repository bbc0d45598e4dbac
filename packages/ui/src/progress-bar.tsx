import { cn } from './cn.ts';

interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null where nobody can know yet. */
  readonly value: number | null;
  readonly className?: string;
}

export const ProgressBar = ({ label, value, className }: ProgressBarProps) => {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 1000) / 10;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      className={cn('h-1.5 overflow-hidden rounded-full bg-muted', className)}
    >
      <div
        className={cn(
          'h-full rounded-full bg-brand transition-[width] duration-500',
          percent === null && 'w-1/4 animate-pulse',
        )}
        {...(percent === null ? {} : { style: { width: `${percent}%` } })}
      />
    </div>
  );
};
