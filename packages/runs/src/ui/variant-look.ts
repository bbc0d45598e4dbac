import type { ExperimentContract } from '@lab/bench';

export interface VariantLook {
  /** A CSS colour. */
  readonly color: string;
  /** References are drawn hollow. */
  readonly hollow: boolean;
}

interface KnownVariant {
  readonly id: string;
  readonly naive: boolean;
  readonly reference: boolean;
}

const colours = 8;

/**
 * One colour per variant throughout the product: its place among all variants of its experiment decides, not its place in
 * a run that may leave some out. Naive variants are neutral, references hollow ink.
 */
export const variantLook = (
  experiment: ExperimentContract | undefined,
  variants: readonly KnownVariant[],
  id: string,
): VariantLook => {
  // An A/A run measures one variant under two labels, `id:a` and `id:b`.
  const plain = id.replace(/:[ab]$/, '');
  const all: readonly KnownVariant[] = experiment?.workloads.flatMap((workload) => workload.variants) ?? variants;
  const known = all.find((variant) => variant.id === plain) ?? variants.find((variant) => variant.id === id);
  if (known?.reference) return { color: 'var(--reference)', hollow: true };
  if (known?.naive) return { color: 'var(--naive)', hollow: false };
  const order = [
    ...new Set(all.filter((variant) => !variant.naive && !variant.reference).map((variant) => variant.id)),
  ];
  const place = Math.max(0, order.indexOf(plain));
  return { color: `var(--variant-${(place % colours) + 1})`, hollow: false };
};
