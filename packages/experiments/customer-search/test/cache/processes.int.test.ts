import { beforeEach, describe, expect, test } from 'vitest';
import { afterWrite } from '../../src/core/cache/after-write.ts';
import type { CacheMode } from '../../src/core/cache/cached-reader.ts';
import { writeThenWait } from '../../src/core/cache/write-then-wait.ts';
import { forkProcess } from './support/fork-process.ts';
import { openCustomers } from './support/open-customers.ts';
import { openStoreHouse, type StoreKind, whyNot } from './support/store-house.ts';

const kinds = ['memory', 'memory in front of redis'] as const satisfies readonly StoreKind[];
const modes = ['ids', 'response'] as const satisfies readonly CacheMode[];

describe.each(modes.flatMap((mode) => kinds.map((kind) => ({ mode, kind }))))('$mode in $kind', ({ mode, kind }) => {
  beforeEach((context) => {
    const reason = whyNot(kind);
    if (reason !== undefined) context.skip(reason);
  });

  const open = async () => {
    await using stack = new AsyncDisposableStack();
    const database = stack.use(await openCustomers());
    const house = stack.use(await openStoreHouse(kind));
    const databaseUrl = database.connectionString;
    const argument = { databaseUrl, mode, ...(house.redis !== undefined && { redisUrl: house.redis.url }) };
    const readers = [1, 2, 3].map(() => stack.use(forkProcess('reader-process', argument)));
    await Promise.all(readers.map((reader) => reader.says('ready')));
    const revisions = async (): Promise<readonly number[]> => {
      const pages = await Promise.all(readers.flatMap((reader) => [reader.rows(), reader.rows('Ada')]));
      return [...new Set(pages.flat().map((row) => row.revision))];
    };
    const owned = stack.move();
    return { ...database, databaseUrl, revisions, [Symbol.asyncDispose]: () => owned.disposeAsync() };
  };

  test('three processes see each of twenty writes as soon as it has been answered', async () => {
    await using opened = await open();
    expect(await opened.revisions()).toEqual([0]);
    for (let revision = 1; revision <= 20; revision += 1) {
      // Reads that race with the write keep every cache and every lease warm with the old page.
      const racing = [opened.revisions(), opened.revisions()];
      await writeThenWait(() => opened.pool.query('UPDATE optimized.customer SET revision = revision + 1'));
      expect(await opened.revisions()).toEqual([revision]);
      await Promise.all(racing);
    }
  });

  test('a writer killed before its COMMIT changes nothing, one killed after it leaves nothing old for longer than a lease', async () => {
    await using opened = await open();
    const { databaseUrl } = opened;
    expect(await opened.revisions()).toEqual([0]);
    await using early = forkProcess('writer-process', { databaseUrl, commits: false });
    await early.says('written');
    expect(await opened.revisions()).toEqual([0]);
    await early.kill();
    await writeThenWait(() => opened.pool.query('UPDATE optimized.customer SET revision = revision + 10'));
    expect(await opened.revisions()).toEqual([10]);
    // In the middle of its commit wait, so nobody has had its answer.
    await using late = forkProcess('writer-process', { databaseUrl, commits: true });
    await late.says('written');
    await late.kill();
    await afterWrite();
    expect(await opened.revisions()).toEqual([11]);
  });
});
