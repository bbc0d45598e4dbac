import type { LoadReport } from '../contract/load.ts';
import type { LoadPlan } from './load-plan.ts';
import { type LoadProgress, openGenerator } from './open-generator.ts';

/**
 * One load from beginning to end: a generator in a process of its own, its warm-up, its window. In a sample take
 * `openGenerator` instead, so that only the window is inside `timed`.
 *
 * @param options.progress gets seconds, done and total, warm-up included
 * @throws what {@link openGenerator} and its methods throw
 */
export const runLoad = async (
  plan: LoadPlan,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress?: LoadProgress },
): Promise<LoadReport> => {
  await using generator = await openGenerator({ signal });
  await generator.warmUp(plan, progress);
  return await generator.measure(plan, progress);
};
