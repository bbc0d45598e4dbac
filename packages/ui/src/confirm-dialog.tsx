'use client';
import { AlertDialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

interface ConfirmDialogProps {
  /** The question: `Delete this run?` */
  readonly title: string;
  /** What will be gone, and whether it can be had back. */
  readonly children: ReactNode;
  /** The verb on the button that does it. */
  readonly confirm: string;
  readonly pending: boolean;
  /** Why it did not work. */
  readonly problem?: ReactNode;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onConfirm: () => void;
  readonly trigger: ReactNode;
}

/** Asks before something that cannot be undone; the focus begins on the way out. Stays open until the work is done, or says why it was not. */
export const ConfirmDialog = (props: ConfirmDialogProps) => (
  <Primitive.Root open={props.open} onOpenChange={props.onOpenChange}>
    <Primitive.Trigger asChild>{props.trigger}</Primitive.Trigger>
    <Primitive.Portal>
      <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40 data-[state=open]:animate-in data-[state=open]:fade-in-0 dark:bg-black/60" />
      <Primitive.Content className="fixed top-1/2 left-1/2 z-50 w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-xl border bg-popover p-6 shadow-pop data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-95">
        <Primitive.Title className="text-[1.0625rem] font-semibold tracking-[-0.01em]">{props.title}</Primitive.Title>
        <Primitive.Description asChild>
          <div className="mt-1.5 text-[0.8125rem] break-words text-muted-foreground">{props.children}</div>
        </Primitive.Description>
        {props.problem && <div className="mt-4">{props.problem}</div>}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Primitive.Cancel asChild>
            <Button>Cancel</Button>
          </Primitive.Cancel>
          <Button variant="danger" pending={props.pending} onClick={props.onConfirm}>
            {props.confirm}
          </Button>
        </div>
      </Primitive.Content>
    </Primitive.Portal>
  </Primitive.Root>
);
