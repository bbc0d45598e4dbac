import type { ReactNode } from 'react';

interface ScrollFrameProps {
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** Content that scrolls inside itself, named and reachable by keyboard in every browser. */
export const ScrollFrame = ({ label, className, children }: ScrollFrameProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must take the focus (WCAG 2.1.1)
  <section tabIndex={0} aria-label={label} className={className}>
    {children}
  </section>
);
