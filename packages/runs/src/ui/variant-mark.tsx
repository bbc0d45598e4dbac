import type { ExperimentContract } from '@lab/bench';
import { variantLook } from './variant-look.ts';

interface VariantMarkProps {
  readonly experiment: ExperimentContract | undefined;
  readonly variants: readonly { readonly id: string; readonly naive: boolean; readonly reference: boolean }[];
  readonly id: string;
}

/** The small square in the variant's colour that stands before its name. */
export const VariantMark = ({ experiment, variants, id }: VariantMarkProps) => {
  const { color, hollow } = variantLook(experiment, variants, id);
  return (
    <span
      aria-hidden
      className="mr-2 inline-block size-2 rounded-[2px]"
      style={hollow ? { boxShadow: `inset 0 0 0 1.5px ${color}` } : { background: color }}
    />
  );
};
