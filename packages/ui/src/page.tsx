import { Fragment, type ReactNode } from 'react';
import { Link } from './link.tsx';

export interface Crumb {
  readonly label: string;
  readonly href?: string;
}

interface PageProps {
  /** The way to here; the last one is here. */
  readonly crumbs: readonly Crumb[];
  /** Chips at the right of the bar. */
  readonly chips?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the shell: the bar with the way to here, then the content. */
export const Page = ({ crumbs, chips, children }: PageProps) => (
  <>
    <div className="flex min-h-[3.3125rem] flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-6 lg:border-b lg:px-8 lg:py-3">
      <nav aria-label="Breadcrumb" className="min-w-0 text-muted-foreground">
        <ol className="flex min-w-0 flex-wrap gap-x-1.5">
          {crumbs.map((crumb, i) => (
            <Fragment key={crumb.label}>
              {i > 0 && (
                <li aria-hidden className="text-subtle-foreground">
                  /
                </li>
              )}
              <li className="min-w-0">
                {crumb.href ? (
                  <Link plain href={crumb.href} className="hover:text-foreground hover:underline">
                    {crumb.label}
                  </Link>
                ) : (
                  <span
                    aria-current={i === crumbs.length - 1 ? 'page' : undefined}
                    className="block truncate text-foreground"
                  >
                    {crumb.label}
                  </span>
                )}
              </li>
            </Fragment>
          ))}
        </ol>
      </nav>
      {chips && <div className="flex min-w-0 flex-wrap gap-2">{chips}</div>}
    </div>
    <main
      id="main"
      tabIndex={-1}
      className="max-w-[72.5rem] px-4 pt-5 pb-16 outline-none sm:px-6 lg:px-8 lg:pt-8 3xl:max-w-[85rem]"
    >
      {children}
    </main>
  </>
);
