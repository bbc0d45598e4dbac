import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from './cn.ts';

interface DisclosureProps {
  readonly title: string;
  /** What is inside, in quiet words beside the title. */
  readonly note?: ReactNode;
  readonly initiallyOpen?: boolean;
  /** Something inside needs to be seen: it cannot be closed meanwhile. */
  readonly keepOpen?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** What few need, folded away; the browser's own element, so that searching in the page finds what is inside. */
export const Disclosure = ({
  title,
  note,
  initiallyOpen = false,
  keepOpen = false,
  className,
  children,
}: DisclosureProps) => {
  const [chosen, setChosen] = useState(initiallyOpen);
  const open = keepOpen || chosen;
  return (
    <details
      open={open}
      // Whatever opens or closes it, a search in the page included, is told by `toggle`.
      onToggle={({ currentTarget }) => {
        if (keepOpen) currentTarget.open = true;
        else setChosen(currentTarget.open);
      }}
      className={cn('group', className)}
    >
      <summary className="inline-flex cursor-pointer list-none flex-wrap items-center gap-x-2 rounded-sm py-1 text-[0.8125rem] font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="-ml-0.5 size-4 text-muted-foreground transition-transform group-open:rotate-90"
        />
        {title}
        {note && <span className="font-normal text-muted-foreground group-open:hidden">{note}</span>}
      </summary>
      <div className="pt-4">{children}</div>
    </details>
  );
};
