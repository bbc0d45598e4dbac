import { ScrollFrame } from '@lab/ui/scroll-frame';
import type { ReactNode } from 'react';

/** Both lists in frames of the same height, so that they stay side by side however long one gets. */
export const ListFrame = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <ScrollFrame
    label={label}
    className="relative -mx-2 mt-3 max-h-[min(34rem,70dvh)] lg:h-[min(34rem,70dvh)] overflow-x-hidden overflow-y-auto border-t border-border/60 pr-4 pl-2 [scrollbar-width:thin]"
  >
    {children}
  </ScrollFrame>
);

export const NoMatch = ({ children }: { readonly children?: ReactNode }) => (
  <p className="py-6 text-[0.8125rem] text-muted-foreground">No customer matches. {children}</p>
);
