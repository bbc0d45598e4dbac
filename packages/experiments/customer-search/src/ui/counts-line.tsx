import { formatCount } from '@lab/bench';
import type { CustomerCount, CustomerCounts } from '../contract/try-it.ts';

const words = ({ value, exact }: CustomerCount): string =>
  `${exact ? '' : 'about '}${formatCount(value)} ${value === 1 ? 'customer' : 'customers'}`;

/** Whether both APIs look at as many customers. Estimates of the planner may differ a little. */
const alike = ({ naive, optimized }: CustomerCounts): boolean =>
  naive.exact && optimized.exact
    ? naive.value === optimized.value
    : Math.abs(naive.value - optimized.value) <= 0.02 * Math.max(naive.value, optimized.value);

export const CountsLine = ({ counts }: { readonly counts: CustomerCounts }) =>
  alike(counts) ? (
    <>
      Both APIs search the same <strong className="font-medium text-foreground">{words(counts.optimized)}</strong>.
    </>
  ) : (
    <>
      The naive API searches <strong className="font-medium text-foreground">{words(counts.naive)}</strong>, the
      optimised one <strong className="font-medium text-foreground">{words(counts.optimized)}</strong>: they differ by
      what was written through the API since they were generated.
    </>
  );
