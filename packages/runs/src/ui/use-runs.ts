'use client';
import { useRouter } from '@lab/rpc/client';
import type { RunsRouter } from '../api/index.ts';

/** The part of the API that this package owns. */
export const useRuns = () => useRouter<RunsRouter>('runs');
