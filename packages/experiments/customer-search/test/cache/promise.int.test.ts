// The promise of the cache (docs/decisions/0090): a read that begins after a write's answer has returned never sees the old page, in any
// process, with Redis or without; a write by other means is seen a lease after its COMMIT. Random lanes of reads and writes run side by
// side over three readers with caches and clocks of their own; a witness compares every page with the history of every customer.
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { afterWrite } from '../../src/core/cache/after-write.ts';
import type { CacheMode } from '../../src/core/cache/cached-reader.ts';
import { versionLeaseMs } from '../../src/core/cache/version-lease-ms.ts';
import { listQuery } from './support/list-query.ts';
import { openCustomers } from './support/open-customers.ts';
import { type OpenProcess, openProcess } from './support/open-process.ts';
import { rowsOf } from './support/rows-of.ts';
import { sqlReader } from './support/sql-reader.ts';
import { openStoreHouse, storeKinds, whyNot } from './support/store-house.ts';
import { changes, createWitness } from './support/witness.ts';

const modes = ['ids', 'response'] as const satisfies readonly CacheMode[];
const groups = [undefined, 'Ada', 'Bob'] as const;
const runs = 12;

const operation = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('read' as const),
      process: fc.nat({ max: 2 }),
      group: fc.constantFrom(...groups),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('write' as const, 'raw write' as const),
      change: fc.constantFrom(...changes),
      id: fc.integer({ min: 1, max: 6 }),
    }),
  },
);
const lanes = fc.array(fc.array(operation, { minLength: 4, maxLength: 12 }), { minLength: 2, maxLength: 5 });

const answered = async (): Promise<number> => {
  await afterWrite();
  return performance.now();
};

/** Nobody waits for SQL that goes past the API: it is seen a lease after its COMMIT. */
const committed = async (): Promise<number> => performance.now() + versionLeaseMs;

describe.each(modes.flatMap((mode) => storeKinds.map((kind) => ({ mode, kind }))))(
  '$mode in $kind',
  ({ mode, kind }) => {
    beforeEach((context) => {
      const reason = whyNot(kind);
      if (reason !== undefined) context.skip(reason);
    });

    test(`no page is old in ${runs} random interleavings`, async () => {
      await using database = await openCustomers();
      await using house = await openStoreHouse(kind);
      const { pool } = database;
      const uncached = sqlReader(pool);
      const oracle = async (group: string | undefined) =>
        rowsOf(await uncached.list(listQuery(group === undefined ? {} : { first_name: group }), { queries: 0 }));

      await fc.assert(
        fc.asyncProperty(lanes, async (plan) => {
          await using stack = new AsyncDisposableStack();
          const processes: OpenProcess[] = [];
          for (let index = 0; index < 3; index += 1)
            processes.push(stack.use(openProcess({ pool, reader: sqlReader(pool), mode, store: await house.open() })));
          const witness = createWitness(await oracle(undefined));
          const lane = async (operations: (typeof plan)[number]): Promise<void> => {
            for (const next of operations) {
              if (next.kind === 'read')
                await witness.read(next.group, async () => (await processes[next.process]?.rows(next.group)) ?? []);
              else await witness.write(pool, next.change, next.id, next.kind === 'write' ? answered : committed);
            }
          };
          await Promise.all(plan.map(lane));
          expect(witness.problems()).toEqual([]);
          // Everything has been answered, and a lease later every page is the oracle's.
          await afterWrite();
          for (const group of groups)
            for (const process of processes) expect(await process.rows(group)).toEqual(await oracle(group));
        }),
        { numRuns: runs },
      );
    });
  },
);

test('the witness sees an old page: a lease that outlives the wait of the writer is caught', async () => {
  await using database = await openCustomers();
  await using house = await openStoreHouse('memory');
  const { pool } = database;
  // No wait is long enough for a lease that never ends.
  const now = () => 0;
  await using process = openProcess({
    pool,
    reader: sqlReader(pool),
    mode: 'response',
    store: await house.open(),
    now,
  });
  const witness = createWitness(await process.rows('Ada'));
  await witness.write(pool, 'move one', 4, answered);
  await witness.read('Ada', () => process.rows('Ada'));
  await witness.read('Ada', async () => [{ id: 4, first_name: 'Bob', revision: 1 }]);
  await witness.read(undefined, async () => []);
  expect(witness.problems()).toEqual([
    'customer 4 is of revision 0, not 1',
    'customer 4 does not match the filter',
    'customer 6 of revision 0 is missing',
  ]);
});
