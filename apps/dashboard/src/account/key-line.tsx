'use client';
import type { ApiKeySummary } from '@lab/auth';
import { When } from '@lab/runs/ui';
import { Badge } from '@lab/ui/badge';
import { Button } from '@lab/ui/button';
import { ConfirmDialog } from '@lab/ui/confirm-dialog';
import { Notice } from '@lab/ui/notice';
import { toast } from '@lab/ui/toaster';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAccount } from '../rpc/use-account.ts';

const day = (iso: string): string =>
  new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });

const hasEnded = ({ expiresAt }: ApiKeySummary): boolean => expiresAt !== null && Date.parse(expiresAt) <= Date.now();

/** One key: what it is called, how it begins, how long it lives, and the way to end it. */
export const KeyLine = ({ apiKey }: { readonly apiKey: ApiKeySummary }) => {
  const account = useAccount();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const revoke = useMutation(
    account.keys.revoke.mutationOptions({
      onSuccess: () => {
        setOpen(false);
        toast.success('The key was revoked.');
        void queries.invalidateQueries(account.keys.list.pathFilter());
      },
    }),
  );
  const ended = hasEnded(apiKey);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 py-2.5 text-[0.8125rem] first:pt-0 last:pb-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 font-medium break-words">
          {apiKey.name}
          <code className="font-mono text-2xs font-normal text-muted-foreground">{apiKey.start}…</code>
          {ended && <Badge tone="warn">ended</Badge>}
        </p>
        <p className="mt-0.5 text-muted-foreground">
          Made <When at={apiKey.createdAt} />
          {apiKey.expiresAt && `, ${ended ? 'ended' : 'ends'} ${day(apiKey.expiresAt)}`}
          {apiKey.lastUsedAt ? (
            <>
              , last used <When at={apiKey.lastUsedAt} />
            </>
          ) : (
            ', never used'
          )}
        </p>
      </div>
      <ConfirmDialog
        title="Revoke this key?"
        confirm="Revoke key"
        pending={revoke.isPending}
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          revoke.reset();
        }}
        onConfirm={() => revoke.mutate({ id: apiKey.id })}
        problem={
          revoke.error && (
            <Notice tone="bad">
              {revoke.error.data ? revoke.error.message : 'The server does not answer; the key still works. Try again.'}
            </Notice>
          )
        }
        trigger={
          <Button size="sm" aria-label={`Revoke ${apiKey.name}`}>
            Revoke
          </Button>
        }
      >
        <p className="font-medium text-foreground">{apiKey.name}</p>
        <p className="mt-1.5">Programs that use it are refused from their next request on. This cannot be undone.</p>
      </ConfirmDialog>
    </li>
  );
};
