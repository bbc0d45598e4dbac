import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn.ts';

const looks = {
  info: { icon: Info, className: 'bg-brand-soft/60 text-foreground [&>svg]:text-brand' },
  warn: { icon: TriangleAlert, className: 'bg-warn-soft text-foreground [&>svg]:text-warn' },
  bad: { icon: CircleAlert, className: 'bg-bad-soft text-foreground [&>svg]:text-bad' },
} as const;

interface NoticeProps {
  readonly tone: keyof typeof looks;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
}

/** One sentence about the state of what is below it: partial, waiting, stale. */
export const Notice = ({ tone, children, action, className }: NoticeProps) => {
  const { icon: Icon, className: look } = looks[tone];
  return (
    <div
      role="status"
      className={cn(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-3.5 py-2.5 text-[0.8125rem]',
        look,
        className,
      )}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action}
    </div>
  );
};
