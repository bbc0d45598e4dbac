'use client';
import type { AccountRouter } from '@lab/auth/server';
import { useRouter } from '@lab/rpc/client';

/** Who is signed in, and how one may sign in. */
export const useAccount = () => useRouter<AccountRouter>('account');
