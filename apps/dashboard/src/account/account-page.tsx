'use client';
import { Facts, QueryError } from '@lab/runs/ui';
import { Card, CardHeader } from '@lab/ui/card';
import { Page } from '@lab/ui/page';
import { Loading, Skeleton } from '@lab/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { useAccount } from '../rpc/use-account.ts';
import { ApiKeys } from './api-keys.tsx';
import { PasswordForm } from './password-form.tsx';

const roles = { admin: 'Administrator: may delete any run', user: 'User: may delete own runs' } as const;

/** Who is signed in, a new password, and keys for programs. */
export const AccountPage = () => {
  const account = useAccount();
  const me = useQuery(account.me.queryOptions(undefined, { staleTime: 60_000 }));
  const user = me.data?.user;
  return (
    <Page crumbs={[{ label: 'Account' }]}>
      <h1 className="mb-5 text-[1.375rem] leading-tight font-semibold tracking-[-0.02em]">Your account</h1>
      {me.error && !me.data ? (
        <QueryError
          title="Your account could not be read"
          error={me.error}
          onRetry={() => me.refetch()}
          retrying={me.isFetching}
        />
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <Card>
            <CardHeader title="Who you are" />
            {user ? (
              <Facts
                facts={[
                  ['Name', user.name],
                  ['E-mail', user.email],
                  ['Role', roles[user.role]],
                ]}
              />
            ) : (
              <Loading label="Your account is being read" className="flex flex-col gap-2">
                <Skeleton className="h-4 w-48" />
                <Skeleton className="h-4 w-56" />
                <Skeleton className="h-4 w-44" />
              </Loading>
            )}
          </Card>
          <Card>
            <CardHeader title="Change the password" />
            <PasswordForm email={user?.email} />
          </Card>
          <ApiKeys />
        </div>
      )}
    </Page>
  );
};
