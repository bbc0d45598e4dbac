'use client';
import { signOut } from '@lab/auth/client';
import { Button } from '@lab/ui/button';
import { toast } from '@lab/ui/toaster';
import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useAccount } from '../rpc/use-account.ts';

/** Who is signed in, and the way out. */
export const Account = () => {
  const account = useAccount();
  const me = useQuery(account.me.queryOptions(undefined, { staleTime: 60_000 }));
  const leave = async () => {
    try {
      await signOut();
      // A full load: nothing that was read under this account stays in memory.
      window.location.assign('/sign-in');
    } catch {
      toast.error('The server does not answer; you are still signed in. Try again.');
    }
  };
  const user = me.data?.user;
  if (!user) return null;
  return (
    <div className="flex w-full min-w-0 items-center justify-between gap-1">
      <span className="min-w-0 truncate text-2xs text-muted-foreground" title={user.email}>
        {user.email}
      </span>
      <Button variant="ghost" size="icon" className="size-8" aria-label="Sign out" title="Sign out" onClick={leave}>
        <LogOut aria-hidden />
      </Button>
    </div>
  );
};
