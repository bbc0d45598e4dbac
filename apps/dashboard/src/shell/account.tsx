'use client';
import { signOut } from '@lab/auth/client';
import { Button } from '@lab/ui/button';
import { Link } from '@lab/ui/link';
import { toast } from '@lab/ui/toaster';
import { useQuery } from '@tanstack/react-query';
import { LogOut } from 'lucide-react';
import { useAccount } from '../rpc/use-account.ts';

/** Who is signed in, the way to the account, and the way out. */
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
      <Link
        plain
        href="/account"
        className="min-w-0 truncate py-1 text-2xs text-muted-foreground hover:text-foreground hover:underline"
        title={`Your account: ${user.email}`}
      >
        {user.email}
      </Link>
      <Button variant="ghost" size="icon" className="size-8" aria-label="Sign out" title="Sign out" onClick={leave}>
        <LogOut aria-hidden />
      </Button>
    </div>
  );
};
