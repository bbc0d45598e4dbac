import type { Parameters } from '../contract/parameters.ts';
import { openDataset } from '../core/dataset/open-dataset.ts';

/** @throws LabError `bad-input` for a bad file of names, `out-of-range` for more rows than its names give. */
export const check = async ({
  params,
  seed,
}: {
  readonly params: Parameters;
  readonly seed: number;
}): Promise<void> => {
  await openDataset(params, seed);
};
