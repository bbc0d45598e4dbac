import type { BenchDefinition } from '@lab/bench';
import { formatCount } from '@lab/bench';
import { customerSearch, type parameters } from '../contract.ts';
import { generatorVersion } from '../core/data/customer-row.ts';
import { derive } from './derive.ts';
import { describe } from './describe.ts';
import { measure } from './measure.ts';
import { prepare } from './prepare.ts';
import { setup } from './setup.ts';
import { teardown } from './teardown.ts';
import { verify } from './verify.ts';

/** The door "./bench": what the runner drives. */
const definition: BenchDefinition<typeof parameters> = {
  contract: customerSearch,
  sources: new URL('.', import.meta.url),
  moreSources: [
    new URL('../core/', import.meta.url),
    new URL('../contract/', import.meta.url),
    new URL('../contract.ts', import.meta.url),
    new URL('../api/', import.meta.url),
  ],
  describe: (_workload, variant, { without }) => describe(variant, without),
  dataset: async ({ params, seed }) => ({
    name: `customers-${params.customers}-seed-${seed}-v${generatorVersion}`,
    rows: params.customers,
    description: `${formatCount(params.customers)} generated customers in two schemas, seed ${seed}.`,
  }),
  setup,
  prepare,
  measure,
  verify,
  derive,
  teardown,
};

export default definition;
