import { waitUntil } from '@lab/services';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { CacheEntry } from '../../src/core/cache/cache-store.ts';
import { openStoreHouse, storeKinds, whyNot } from './support/store-house.ts';

const entry = (value: string, forMs = 60_000): CacheEntry => ({
  value,
  computeMs: 1.5,
  expiresAt: Date.now() + forMs,
});

describe.each(storeKinds)('%s', (kind) => {
  beforeEach((context) => {
    const reason = whyNot(kind);
    if (reason !== undefined) context.skip(reason);
  });

  test('gives what was set, and nothing for another key', async () => {
    await using house = await openStoreHouse(kind);
    const store = await house.open();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (key, value) => {
        const kept = entry(value);
        await store.set(`set ${key}`, kept);
        expect(await store.get(`set ${key}`)).toEqual(kept);
        expect(await store.claim(`set ${key}`, 1_000)).toEqual({ kind: 'value', entry: kept });
        expect(await store.get(`not ${key}`)).toBeUndefined();
      }),
    );
  });

  test('forgets what has expired', async () => {
    await using house = await openStoreHouse(kind);
    const store = await house.open();
    await store.set('past', entry('never kept', -1));
    expect(await store.get('past')).toBeUndefined();
    await store.set('short', entry('soon gone', 50));
    expect(await waitUntil(async () => (await store.get('short')) === undefined, 20_000)).toBe(true);
    expect(await store.claim('short', 1_000)).toMatchObject({ kind: 'lease' });
  });

  test('of many that claim a missing value one gets the lease, and all others its value', async () => {
    await using house = await openStoreHouse(kind);
    const store = await house.open();
    const claims = await Promise.all(Array.from({ length: 20 }, () => store.claim('key', 30_000)));
    const leases = claims.filter((claim) => claim.kind === 'lease');
    expect(leases).toHaveLength(1);
    expect(claims.filter((claim) => claim.kind === 'busy')).toHaveLength(19);
    const waiting = Array.from({ length: 19 }, () => store.wait('key', 30_000));
    const computed = entry('computed');
    await store.set('key', computed);
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 19 }, () => computed));
    await leases[0]?.lease.release();
    expect(await store.claim('key', 30_000)).toEqual({ kind: 'value', entry: computed });
  });

  test('a lease that is given back without a value sends the others on', async () => {
    await using house = await openStoreHouse(kind);
    const store = await house.open();
    const claim = await store.claim('key', 30_000);
    const waiting = store.wait('key', 30_000);
    if (claim.kind === 'lease') await claim.lease.release();
    expect(await waiting).toBeUndefined();
    expect(await store.claim('key', 30_000)).toMatchObject({ kind: 'lease' });
  });

  test('who waits for a value that never comes goes on after a while', async () => {
    await using house = await openStoreHouse(kind);
    const store = await house.open();
    await store.claim('key', 30_000);
    expect(await store.wait('key', 30)).toBeUndefined();
  });

  test('a lease ends by itself, and its late release does not take the next one away', async () => {
    await using house = await openStoreHouse(kind);
    const store = await house.open();
    const dead = await store.claim('key', 20);
    expect(await waitUntil(async () => (await store.claim('key', 30_000)).kind === 'lease', 20_000)).toBe(true);
    if (dead.kind === 'lease') await dead.lease.release();
    expect(await store.claim('key', 30_000)).toEqual({ kind: 'busy' });
  });

  test('refuses what is too large, keeps what is not, and counts', async () => {
    await using house = await openStoreHouse(kind);
    const store = await house.open({ largest: 10_000 });
    await store.set('huge', entry('x'.repeat(5 * 2 ** 20)));
    await store.set('wide', entry('x'.repeat(9_000)));
    expect(await store.get('huge')).toBeUndefined();
    expect(await store.get('wide')).toMatchObject({ computeMs: 1.5 });
    for (const tier of await store.stats()) {
      expect(tier).toMatchObject({ reachable: true, refused: 1, entries: 1, misses: 1 });
      expect(tier.bytes).toBeGreaterThan(9_000);
    }
    const [nearest] = await store.stats();
    expect(nearest).toMatchObject({ hits: 1 });
  });
});

test('memory stays under its limit: the least recently used go first, and are counted', async () => {
  await using house = await openStoreHouse('memory');
  const store = await house.open({ maxBytes: 100_000 });
  await store.set('kept', entry('often asked for'));
  for (let index = 0; index < 100; index += 1) {
    await store.set(`key ${index}`, entry('😀'.repeat(1_000)));
    expect(await store.get('kept')).toBeDefined();
    const [tier] = await store.stats();
    expect(tier?.bytes).toBeLessThanOrEqual(100_000);
  }
  expect(await store.get('key 0')).toBeUndefined();
  expect(await store.get('key 99')).toBeDefined();
  const [tier] = await store.stats();
  // An emoji takes four bytes, and so nothing takes less than it is counted for.
  expect(tier?.entries).toBeLessThanOrEqual(25);
  expect(tier?.evictions).toBe(101 - (tier?.entries ?? 0));
});

test('a Redis that is fuller than its limit is not filled further', async (context) => {
  const reason = whyNot('redis');
  if (reason !== undefined) context.skip(reason);
  await using house = await openStoreHouse('redis');
  const store = await house.open({ maxBytes: 1 });
  await store.set('key', entry('value'));
  expect(await store.get('key')).toBeUndefined();
  expect(await store.stats()).toMatchObject([{ refused: 1, entries: 0, max_bytes: 1 }]);
});

test('two stores on one Redis are one: value, lease and wait', async (context) => {
  const reason = whyNot('redis');
  if (reason !== undefined) context.skip(reason);
  await using house = await openStoreHouse('memory in front of redis');
  const [one, other] = [await house.open(), await house.open()];
  const claim = await one.claim('key', 30_000);
  expect(await other.claim('key', 30_000)).toEqual({ kind: 'busy' });
  const waiting = other.wait('key', 30_000);
  const computed = entry('computed');
  await one.set('key', computed);
  if (claim.kind === 'lease') await claim.lease.release();
  expect(await waiting).toEqual(computed);
  // Now it is near too.
  expect(await other.get('key')).toEqual(computed);
  expect((await other.stats()).map((tier) => tier.hits)).toEqual([1, 0]);
});
