'use client';
import { formatBytes, formatCount } from '@lab/bench';
import { Facts, QueryError } from '@lab/runs/ui';
import { Card, CardHeader } from '@lab/ui/card';
import { Page } from '@lab/ui/page';
import { ServiceLine } from './service-line.tsx';
import { ServicesSkeleton } from './system-panel.tsx';
import { useSystemState } from './use-system-state.ts';

/** Every backing service with the reason for its choice, and the machine that all numbers come from. */
export const SystemPage = () => {
  const state = useSystemState();
  const down = state.data?.services.filter(({ status }) => status === 'down') ?? [];
  return (
    <Page crumbs={[{ label: 'System' }]}>
      <h1 className="text-[1.375rem] leading-tight font-semibold tracking-[-0.02em]">System</h1>
      <p className="mt-1 mb-6 text-muted-foreground" aria-live="polite">
        {!state.data
          ? 'What Backend Lab runs on, and whether it is well.'
          : down.length === 0
            ? 'Everything that is in use is well.'
            : `${down.map(({ label }) => label).join(', ')} ${down.length === 1 ? 'is' : 'are'} down.`}
      </p>
      {state.error && !state.data ? (
        <QueryError
          title="The state of the system could not be read"
          error={state.error}
          onRetry={() => state.refetch()}
          retrying={state.isFetching}
        />
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Card>
            <CardHeader title="Services" />
            {state.data ? (
              <ul className="divide-y divide-border/60">
                {state.data.services.map((service) => (
                  <ServiceLine key={service.id} service={service} long />
                ))}
              </ul>
            ) : (
              <ServicesSkeleton />
            )}
          </Card>
          <Card>
            <CardHeader title="Machine" note="all numbers come from here" />
            {state.data ? (
              <Facts
                facts={[
                  ['Processor', state.data.machine.cpu],
                  ['Cores', formatCount(state.data.machine.cores)],
                  ['Memory', formatBytes(state.data.machine.memoryBytes)],
                  ['Node', state.data.machine.node],
                  ['PostgreSQL', state.data.machine.postgres ?? 'cannot be reached'],
                ]}
              />
            ) : (
              <ServicesSkeleton />
            )}
          </Card>
        </div>
      )}
    </Page>
  );
};
