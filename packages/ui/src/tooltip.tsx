'use client';
import { Tooltip as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

export const TooltipProvider = Primitive.Provider;

interface TooltipProps {
  readonly content: ReactNode;
  /** One element that takes the focus. */
  readonly children: ReactNode;
}

export const Tooltip = ({ content, children }: TooltipProps) => (
  <Primitive.Root>
    <Primitive.Trigger asChild>{children}</Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={6}
        collisionPadding={12}
        className="z-50 max-w-72 rounded-md bg-foreground px-2.5 py-1.5 text-2xs leading-snug text-background shadow-pop data-[state=delayed-open]:animate-in data-[state=delayed-open]:fade-in-0"
      >
        {content}
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);
