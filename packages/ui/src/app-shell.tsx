'use client';
import { Menu } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { cn } from './cn.ts';
import { Dialog, DialogTrigger, SheetContent } from './dialog.tsx';
import { Link } from './link.tsx';
import { Logo } from './logo.tsx';

export interface NavItem {
  readonly href: string;
  readonly label: string;
}

export interface NavGroup {
  readonly title?: string;
  readonly items: readonly NavItem[];
}

interface AppShellProps {
  readonly groups: readonly NavGroup[];
  /** Who is signed in, the theme. */
  readonly footer: ReactNode;
  /** Above everything: offline, stale. */
  readonly banner?: ReactNode;
  readonly children: ReactNode;
}

const isCurrent = (pathname: string, href: string): boolean =>
  href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);

const Brand = () => (
  <Link plain href="/" className="flex items-center gap-2.5 text-[0.9375rem] font-semibold tracking-[-0.01em]">
    <Logo />
    Backend Lab
  </Link>
);

const Navigation = ({
  groups,
  onNavigate,
}: {
  readonly groups: readonly NavGroup[];
  readonly onNavigate?: () => void;
}) => {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="flex flex-col gap-0.5">
      {groups.map((group, i) => (
        <div key={group.title ?? i} className="flex flex-col gap-0.5">
          {group.title && <p className="px-2.5 pt-3.5 pb-1 text-2xs text-subtle-foreground">{group.title}</p>}
          {group.items.map((item) => {
            const current = isCurrent(pathname, item.href);
            return (
              <Link
                plain
                key={item.href}
                href={item.href}
                aria-current={current ? 'page' : undefined}
                {...(onNavigate ? { onClick: onNavigate } : {})}
                className={cn(
                  'flex items-center rounded-md px-2.5 py-1.5 text-muted-foreground transition-colors hover:bg-muted hover:text-foreground',
                  current && 'bg-brand-soft font-medium text-brand hover:bg-brand-soft hover:text-brand',
                )}
              >
                <span className="truncate">{item.label}</span>
              </Link>
            );
          })}
        </div>
      ))}
    </nav>
  );
};

/** Sidebar beside the page; on a narrow screen a bar on top whose menu slides in. */
export const AppShell = ({ groups, footer, banner, children }: AppShellProps) => {
  const [open, setOpen] = useState(false);
  const pathname = usePathname();
  // Whatever link in it was followed, the footer's included.
  useEffect(() => setOpen(false), [pathname]);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col overflow-y-auto border-r px-3 py-5 lg:flex">
        <div className="px-2.5 pb-[1.125rem]">
          <Brand />
        </div>
        <Navigation groups={groups} />
        <div className="mt-auto px-2.5 pt-6">{footer}</div>
      </aside>
      <div className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b bg-background px-3 lg:hidden">
        <Dialog open={open} onOpenChange={setOpen}>
          <DialogTrigger asChild>
            <Button variant="ghost" size="icon" aria-label="Menu">
              <Menu aria-hidden />
            </Button>
          </DialogTrigger>
          <SheetContent title="Menu">
            <div className="px-2.5 pt-1 pb-5">
              <Brand />
            </div>
            <Navigation groups={groups} onNavigate={() => setOpen(false)} />
            <div className="mt-auto px-2.5 pt-6">{footer}</div>
          </SheetContent>
        </Dialog>
        <Brand />
      </div>
      <div className="min-w-0">
        {banner}
        {children}
      </div>
    </div>
  );
};
