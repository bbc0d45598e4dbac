'use client';
import type { CreatedApiKey } from '@lab/auth';
import { QueryError } from '@lab/runs/ui';
import { Card, CardHeader } from '@lab/ui/card';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccount } from '../rpc/use-account.ts';
import { KeyLine } from './key-line.tsx';
import { NewKey } from './new-key.tsx';
import { NewKeyForm } from './new-key-form.tsx';

/** Keys for programs that use the API: made here, shown once, ended here. */
export const ApiKeys = () => {
  const account = useAccount();
  const keys = useQuery(account.keys.list.queryOptions());
  const [created, setCreated] = useState<CreatedApiKey | null>(null);
  return (
    <Card className="lg:col-span-2">
      <CardHeader
        title="API keys"
        note={
          <>
            for programs, sent as <code className="font-mono">X-API-Key</code>
          </>
        }
        actions={
          // Not a page of the dashboard: the API answers it itself.
          <a
            href="/api/docs/"
            className="rounded-sm text-brand underline decoration-brand/30 underline-offset-[3px] hover:decoration-brand"
          >
            API reference
          </a>
        }
      />
      <div className="flex flex-col gap-5">
        {created && <NewKey created={created} onDone={() => setCreated(null)} />}
        {keys.error && !keys.data ? (
          <QueryError
            title="Your API keys could not be read"
            error={keys.error}
            onRetry={() => keys.refetch()}
            retrying={keys.isFetching}
          />
        ) : !keys.data ? (
          <Loading label="Your API keys are being read" className="flex flex-col gap-3">
            <Skeleton className="h-5 w-full" />
            <Skeleton className="h-5 w-full" />
          </Loading>
        ) : keys.data.length === 0 ? (
          <p className="text-[0.8125rem] text-muted-foreground">
            None yet. A key does what you may do, without your password, until it ends or you revoke it.
          </p>
        ) : (
          <ul aria-label="API keys" className="divide-y divide-border/60">
            {keys.data.map((key) => (
              <KeyLine key={key.id} apiKey={key} />
            ))}
          </ul>
        )}
        <NewKeyForm onCreated={setCreated} />
      </div>
    </Card>
  );
};
