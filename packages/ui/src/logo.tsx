import { cn } from './cn.ts';

/** Three bars: the naive way, a better one, the right one. */
export const Logo = ({ className }: { readonly className?: string }) => (
  <svg viewBox="0 0 22 22" className={cn('size-[1.375rem] shrink-0', className)} aria-hidden>
    <rect x="1" y="11" width="5" height="10" rx="1.5" fill="var(--naive)" />
    <rect x="8.5" y="7" width="5" height="14" rx="1.5" fill="var(--brand)" opacity=".55" />
    <rect x="16" y="1" width="5" height="20" rx="1.5" fill="var(--brand)" />
  </svg>
);
