'use client';
import { TRPCProvider } from '@lab/rpc/client';
import { ExperimentsProvider } from '@lab/runs/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { experiments } from '../experiments.ts';
import { createQueryClient, createRpcClient } from './create-clients.ts';

export const Providers = ({ children }: { readonly children: ReactNode }) => {
  const [queryClient] = useState(createQueryClient);
  const [rpcClient] = useState(createRpcClient);
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={rpcClient} queryClient={queryClient}>
        <ExperimentsProvider experiments={experiments}>{children}</ExperimentsProvider>
      </TRPCProvider>
    </QueryClientProvider>
  );
};
