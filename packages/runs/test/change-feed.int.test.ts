import { type TestDatabase, testDatabase } from '@lab/db/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChangeFeed, createChangeFeed, type NumberedHint } from '../src/changes/create-change-feed.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => database[Symbol.asyncDispose]());

const notify = (id: string) =>
  database.pool.query('SELECT pg_notify($1, $2)', ['lab_changes', JSON.stringify({ kind: 'run', id })]);

/** Collects what a reader gets, until it is disposed. */
const read = (feed: ChangeFeed, lastEventId?: string) => {
  const stop = new AbortController();
  const got: NumberedHint[] = [];
  const done = (async () => {
    for await (const hint of feed.subscribe(stop.signal, lastEventId)) got.push(hint);
  })();
  return {
    got,
    ids: () => got.map(({ hint }) => hint.id),
    async [Symbol.asyncDispose]() {
      stop.abort();
      await done;
    },
  };
};

const open = async () => {
  const feed = createChangeFeed({ connectionString: database.connectionString, applicationName: 'feed-under-test' });
  await feed.ready;
  return feed;
};

const sessions = async () =>
  Number(
    (
      await database.pool.query<{ count: string }>(
        `SELECT count(*) FROM pg_stat_activity WHERE application_name = 'feed-under-test'`,
      )
    ).rows[0]?.count,
  );

describe('the change feed', () => {
  it('gives every reader every hint over one connection', async () => {
    await using feed = await open();
    await using one = read(feed);
    await using two = read(feed);
    await expect.poll(() => [one.ids(), two.ids()]).toEqual([[null], [null]]);
    await notify('a');
    await notify('b');
    await expect
      .poll(() => [one.ids(), two.ids()])
      .toEqual([
        [null, 'a', 'b'],
        [null, 'a', 'b'],
      ]);
    expect(await sessions()).toBe(1);
  });

  it('tells a reader that comes back to read everything, unless it missed nothing', async () => {
    await using feed = await open();
    let last: string | undefined;
    {
      await using reader = read(feed);
      await notify('a');
      await expect.poll(() => reader.ids()).toEqual([null, 'a']);
      last = reader.got.at(-1)?.id;
    }
    {
      await using reader = read(feed, last);
      await notify('b');
      await expect.poll(() => reader.ids()).toEqual(['b']);
    }
    await using reader = read(feed, last);
    await expect.poll(() => reader.ids()).toEqual([null]);
  });

  it('gives a slow reader each changed thing once', async () => {
    await using feed = await open();
    await using other = read(feed);
    const slow = feed.subscribe(undefined);
    expect((await slow.next()).value).toMatchObject({ hint: { kind: 'all' } });
    const next = slow.next();
    for (let n = 0; n < 200; n++) await notify(n % 2 ? 'odd' : 'even');
    await notify('end');
    await expect.poll(() => other.ids().at(-1), { timeout: 5000 }).toBe('end');
    const ids = [(await next).value?.hint.id];
    while (ids.at(-1) !== 'end') ids.push((await slow.next()).value?.hint.id);
    await slow.return();
    // One hint went to the waiting read, and 200 others became one for each thing.
    expect(ids.length).toBeLessThanOrEqual(4);
    expect(ids.slice(-3)).toEqual(['even', 'odd', 'end']);
  });

  it('comes back when the server ends its connection, and says that there was a gap', async () => {
    await using feed = await open();
    await using reader = read(feed);
    await expect.poll(() => reader.ids()).toEqual([null]);
    await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'feed-under-test'`,
    );
    await expect.poll(() => reader.ids(), { timeout: 5000 }).toEqual([null, null]);
    await notify('after');
    await expect.poll(() => reader.ids()).toEqual([null, null, 'after']);
  });

  it('passes over a notification that is none of ours', async () => {
    await using feed = await open();
    await using reader = read(feed);
    await expect.poll(() => reader.ids()).toEqual([null]);
    await database.pool.query(`SELECT pg_notify('lab_changes', 'not json'), pg_notify('lab_changes', '{"id": 7}')`);
    await notify('ours');
    await expect.poll(() => reader.ids()).toEqual([null, 'ours']);
  });

  it('leaves no session behind, and closes while the server is away', async () => {
    const feed = await open();
    await feed.close();
    await expect.poll(sessions).toBe(0);
    const away = createChangeFeed({ connectionString: 'postgresql://lab:lab@127.0.0.1:1/none' });
    await away.close();
  });
});
