'use client';
import { Tabs as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from './cn.ts';

export const Tabs = Primitive.Root;

/** Scrolls sideways inside itself where the tabs do not fit. */
export const TabsList = ({ className, ...props }: ComponentProps<typeof Primitive.List>) => (
  <Primitive.List
    className={cn(
      'flex gap-1 overflow-x-auto overflow-y-hidden border-b [scrollbar-width:none] sm:gap-1.5 [&::-webkit-scrollbar]:hidden',
      className,
    )}
    {...props}
  />
);

export const TabsTrigger = ({ className, ...props }: ComponentProps<typeof Primitive.Trigger>) => (
  <Primitive.Trigger
    className={cn(
      // The padding keeps the focus ring off the letters.
      'shrink-0 rounded-t-sm px-2 py-2.5 whitespace-nowrap text-muted-foreground transition-colors hover:text-foreground focus-visible:outline-offset-[-2px] data-[state=active]:font-medium data-[state=active]:text-foreground data-[state=active]:shadow-[inset_0_-2px_var(--foreground)]',
      className,
    )}
    {...props}
  />
);

export const TabsContent = ({ className, ...props }: ComponentProps<typeof Primitive.Content>) => (
  <Primitive.Content className={cn('pt-5 focus-visible:outline-offset-4', className)} {...props} />
);
