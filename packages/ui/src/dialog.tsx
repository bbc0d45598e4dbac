'use client';
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';

export const Dialog = Primitive.Root;
export const DialogTrigger = Primitive.Trigger;
export const DialogClose = Primitive.Close;

const Overlay = () => (
  <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40 data-[state=closed]:animate-out data-[state=closed]:fade-out-0 data-[state=open]:animate-in data-[state=open]:fade-in-0 dark:bg-black/60" />
);

const CloseButton = ({ className }: { readonly className?: string }) => (
  <Primitive.Close asChild>
    <Button variant="ghost" size="icon" className={className} aria-label="Close">
      <X aria-hidden />
    </Button>
  </Primitive.Close>
);

interface DialogContentProps extends Omit<ComponentProps<typeof Primitive.Content>, 'title'> {
  readonly title: ReactNode;
  readonly description?: ReactNode;
}

export const DialogContent = ({ title, description, className, children, ...props }: DialogContentProps) => (
  <Primitive.Portal>
    <Overlay />
    <Primitive.Content
      className={cn(
        'fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl border bg-popover p-6 shadow-pop data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-95',
        className,
      )}
      {...(description ? {} : { 'aria-describedby': undefined })}
      {...props}
    >
      <Primitive.Title className="pr-8 text-[1.0625rem] font-semibold tracking-[-0.01em]">{title}</Primitive.Title>
      {description && (
        <Primitive.Description className="mt-1.5 text-muted-foreground">{description}</Primitive.Description>
      )}
      <div className="mt-5">{children}</div>
      <CloseButton className="absolute top-3 right-3" />
    </Primitive.Content>
  </Primitive.Portal>
);

/** A dialog at the left edge: the menu of a narrow screen. */
export const SheetContent = ({ title, className, children, ...props }: DialogContentProps) => (
  <Primitive.Portal>
    <Overlay />
    <Primitive.Content
      aria-describedby={undefined}
      className={cn(
        'fixed inset-y-0 left-0 z-50 flex w-[min(18rem,85vw)] flex-col overflow-y-auto border-r bg-background px-3 py-4 shadow-pop data-[state=closed]:animate-out data-[state=closed]:slide-out-to-left data-[state=open]:animate-in data-[state=open]:slide-in-from-left',
        className,
      )}
      {...props}
    >
      <Primitive.Title className="sr-only">{title}</Primitive.Title>
      {children}
      <CloseButton className="absolute top-3 right-3" />
    </Primitive.Content>
  </Primitive.Portal>
);
