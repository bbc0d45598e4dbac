import { formatCount } from '@lab/bench';
import type { OptimizedPage } from '../contract/answers.ts';

const openings = { exact: '', at_least: 'at least ', estimated: 'about ' } as const;

/** `at least 10,000 match`; nothing where no total was asked for. */
export const totalWords = (total: OptimizedPage['total'] | null): string | undefined =>
  total ? `${openings[total.relation]}${formatCount(total.value)} match` : undefined;
