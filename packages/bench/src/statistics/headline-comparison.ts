import type { Comparison, Sample, VariantReport } from '../contract/result.ts';
import type { RunHeader } from '../contract/runner-event.ts';
import { median } from './median.ts';
import { analysed } from './paired-log-ratios.ts';

type Subject = Pick<RunHeader, 'experiment' | 'plan'> & { readonly variants: readonly VariantReport[] };

/** Median of the headline metric of each variant that has right results, best first. */
export const rankVariants = (
  header: Pick<Subject, 'experiment' | 'plan'>,
  samples: readonly Sample[],
): { readonly variant: string; readonly median: number }[] => {
  const metric = header.experiment.metrics.find(({ id }) => id === header.experiment.headline);
  const sign = metric?.better === 'lower' ? 1 : -1;
  const valid = analysed(samples);
  return header.plan.variants
    .flatMap((variant) => {
      const values = valid.flatMap((sample) => {
        const value = sample.variant === variant ? sample.metrics[header.experiment.headline] : undefined;
        return value === undefined ? [] : [value];
      });
      return values.length > 0 ? [{ variant, median: median(values) }] : [];
    })
    .sort((a, b) => sign * (a.median - b.median));
};

/**
 * The comparison that the verdict is about: the best variant that is meant for adoption against the baseline. Picking the
 * best of many flatters it slightly; the interval is that of the pair, not corrected for the choice.
 */
export const headlineComparison = (
  header: Subject,
  samples: readonly Sample[],
  comparisons: readonly Comparison[],
): Comparison | undefined => {
  const references = new Set(header.variants.filter(({ reference }) => reference).map(({ id }) => id));
  const candidates = rankVariants(header, samples).filter(({ variant }) => variant !== header.plan.baseline);
  const best = candidates.find(({ variant }) => !references.has(variant)) ?? candidates[0];
  return comparisons.find(({ a, b, headline }) => headline && a === best?.variant && b === header.plan.baseline);
};

/** The same of the best variant that may always be chosen; undefined where there is none beside the baseline. */
export const unconditionalComparison = (
  header: Subject,
  samples: readonly Sample[],
  comparisons: readonly Comparison[],
): Comparison | undefined => {
  const free = new Set(
    header.variants.filter(({ reference, condition }) => !reference && condition === undefined).map(({ id }) => id),
  );
  const best = rankVariants(header, samples).find(
    ({ variant }) => free.has(variant) && variant !== header.plan.baseline,
  );
  return comparisons.find(({ a, b, headline }) => headline && a === best?.variant && b === header.plan.baseline);
};
