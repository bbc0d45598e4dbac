'use client';
import NextLink from 'next/link';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

/** Moves inside the application without a reload. `plain` takes the look of what it wraps. */
export const Link = ({
  className,
  plain = false,
  ...props
}: ComponentProps<typeof NextLink> & { readonly plain?: boolean }) => (
  <NextLink
    className={cn(
      !plain && 'text-brand underline decoration-brand/30 underline-offset-[3px] hover:decoration-brand',
      'rounded-sm',
      className,
    )}
    {...props}
  />
);
