'use client';
import { formatRatio } from '@lab/bench';
import { useLiveChanges, useRuns } from '@lab/runs/ui';
import { AppShell, type NavGroup } from '@lab/ui/app-shell';
import { ThemeSwitch } from '@lab/ui/theme-switch';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { experiments } from '../experiments.ts';
import { Account } from './account.tsx';
import { LiveBanner } from './live-banner.tsx';

/** Which router's queries a hint makes old: one entry per kind that an experiment sends. */
const routers = { import: 'bulkWrites' };

export const Shell = ({ children }: { readonly children: ReactNode }) => {
  const runs = useRuns();
  const live = useLiveChanges({ routers });
  const latest = useQuery(runs.latest.queryOptions());
  const groups: NavGroup[] = [
    { items: [{ href: '/', label: 'Home' }] },
    {
      title: 'Experiments',
      items: experiments.map(({ slug, title, workloads }) => {
        const headline = latest.data?.[slug]?.headline;
        const baseline = workloads
          .flatMap(({ variants }) => variants)
          .find(({ id }) => id === headline?.baseline)?.label;
        return {
          href: `/experiments/${slug}`,
          label: title,
          // A ratio that may yet turn is no achievement to advertise.
          ...(headline?.ci && headline.ci[0] > 1
            ? {
                hint: formatRatio(headline.ratio),
                hintTitle: `best variant against ${baseline ?? headline.baseline} in the latest run`,
              }
            : {}),
        };
      }),
    },
    { title: 'Evidence', items: [{ href: '/runs', label: 'Runs' }] },
    { title: 'Operate', items: [{ href: '/system', label: 'System' }] },
  ];
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
