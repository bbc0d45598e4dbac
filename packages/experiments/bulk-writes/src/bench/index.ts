// The benchmark of bulk writes. Question: which way of writing many rows is right? Phases of a sample: `prepare` makes the
// target anew with the rows that exist before (none, all, half); `measure` resolves names to keys, times the generator alone,
// warms up on throw-away tables, then times one write from the first row pulled to COMMIT; `verify` compares row count and
// checksum with those of the generator. Knobs: contract/parameters.ts. Results land where the runner's sinks put them.
import type { BenchDefinition } from '@lab/bench';
import { bulkWrites, type parameters } from '../contract.ts';
import { check } from './check.ts';
import { dataset } from './dataset.ts';
import { describe } from './describe.ts';
import { librarySources } from './library-files.ts';
import { measure } from './measure.ts';
import { prepare } from './prepare.ts';
import { setup } from './setup.ts';
import { teardown } from './teardown.ts';
import { unavailable } from './unavailable.ts';
import { verify } from './verify.ts';

const definition: BenchDefinition<typeof parameters> = {
  contract: bulkWrites,
  sources: new URL('../core/', import.meta.url),
  // How a sample is prepared, timed and checked decides its numbers as much as the variants do.
  moreSources: [
    new URL('./', import.meta.url),
    new URL('../contract.ts', import.meta.url),
    new URL('../contract/', import.meta.url),
    librarySources,
  ],
  describe,
  check,
  unavailable,
  dataset,
  setup,
  prepare,
  measure,
  verify,
  teardown,
};

export default definition;
