'use client';
import type { SystemRouter } from '@lab/api/router';
import { useRouter } from '@lab/rpc/client';
import { useQuery } from '@tanstack/react-query';

/** What the house runs on and how it is. Nobody announces that a service went away, so it is asked for now and then. */
export const useSystemState = () => {
  const system = useRouter<SystemRouter>('system');
  return useQuery(system.state.queryOptions(undefined, { refetchInterval: 15_000 }));
};
