'use client';
import { useLiveChanges } from '@lab/runs/ui';
import { AppShell, type NavGroup } from '@lab/ui/app-shell';
import { ThemeSwitch } from '@lab/ui/theme-switch';
import type { ReactNode } from 'react';
import { experiments } from '../experiments.ts';
import { Account } from './account.tsx';
import { LiveBanner } from './live-banner.tsx';

/** Which router's queries a hint makes old: one entry per kind that an experiment sends. */
const routers = { import: 'bulkWrites' };

const groups: NavGroup[] = [
  { items: [{ href: '/', label: 'Home' }] },
  {
    title: 'Experiments',
    items: experiments.map(({ slug, title }) => ({ href: `/experiments/${slug}`, label: title })),
  },
  { title: 'Evidence', items: [{ href: '/runs', label: 'Runs' }] },
  { title: 'Operate', items: [{ href: '/system', label: 'System' }] },
];

export const Shell = ({ children }: { readonly children: ReactNode }) => {
  const live = useLiveChanges({ routers });
  return (
    <AppShell
      groups={groups}
      banner={<LiveBanner state={live} />}
      footer={
        <div className="flex flex-col items-start gap-3">
          <ThemeSwitch />
          <Account />
        </div>
      }
    >
      {children}
    </AppShell>
  );
};
