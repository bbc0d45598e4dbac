'use client';
import { useRouter } from '@lab/rpc/client';
import type { CustomerSearchRouter } from '../api/index.ts';

/** The part of the API that this experiment owns. */
export const useCustomerSearch = () => useRouter<CustomerSearchRouter>('customerSearch');
