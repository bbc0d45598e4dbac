import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** A grey shape where words will be; compose them into the layout that is loading. */
export const Skeleton = ({ className, ...props }: ComponentProps<'span'>) => (
  <span
    aria-hidden
    data-slot="skeleton"
    className={cn('block animate-pulse rounded-md bg-muted', className)}
    {...props}
  />
);

/** Wraps a skeleton layout: says once that the page is loading. */
export const Loading = ({
  label,
  className,
  children,
  ...props
}: ComponentProps<'div'> & { readonly label: string }) => (
  <div role="status" aria-label={label} className={className} {...props}>
    {children}
  </div>
);
