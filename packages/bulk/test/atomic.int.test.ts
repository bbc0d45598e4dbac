import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { describe, expect, test } from 'vitest';
import { defineTable, type RowOf } from '../src/index.ts';
import { all, errorOf, expectCleanPool, openDatabase } from './support.ts';

const score = defineTable({ name: 'score', columns: { id: 'int4', value: 'numeric(10,3)' }, key: ['id'] });
type Score = RowOf<typeof score>;

const open = async (): Promise<Pool> => {
  const { pool } = await openDatabase();
  await pool.query(`CREATE TABLE score (id int PRIMARY KEY, value numeric(10,3) CHECK (value < 1000));
    INSERT INTO score SELECT i, -i FROM generate_series(1, 20000) i`);
  return pool;
};

const content = async (pool: Pool): Promise<unknown> =>
  (await pool.query('SELECT count(*), sum(value), sum(hashtext(score::text)::bigint) FROM score')).rows;

/** Rows that exist for updates, new ones for inserts; both for upserts. */
const firstId = (name: string): number =>
  name.startsWith('update') || name.endsWith('Update') || name.endsWith('Only') ? 1 : 20_001;

function* rows(from: number, count: number): Generator<Score> {
  for (let index = 0; index < count; index++) yield { id: from + index, value: index / 1000 };
}

const unusable = new Error('the disk is on fire');

/** Enough rows that several chunks and statements are under way when it goes wrong. */
const many = 15_000;

// One body for every verb: whatever happens midway, the table is as before and every connection is usable.
describe.each(Object.entries(all))('%s', (name, verb) => {
  const from = firstId(name);

  test('a source that throws midway leaves nothing', async () => {
    const pool = await open();
    const before = await content(pool);
    function* failing(): Generator<Score> {
      yield* rows(from, many);
      throw unusable;
    }
    const error = await errorOf(verb(pool, score, failing()));
    expect(error).toMatchObject({ name: 'BulkError', code: 'source-failed', row: many + 1, cause: unusable });
    expect(await content(pool)).toEqual(before);
    await expectCleanPool(pool);
  });

  test('an asynchronous source that rejects midway leaves nothing, and is told to stop when it is not at fault', async () => {
    const pool = await open();
    const before = await content(pool);
    async function* failing(): AsyncGenerator<Score> {
      yield* rows(from, 500);
      throw unusable;
    }
    expect(await errorOf(verb(pool, score, failing()))).toMatchObject({ code: 'source-failed', cause: unusable });
    let told = false;
    async function* endless(): AsyncGenerator<Score> {
      try {
        yield { id: from, value: 1 };
        yield { id: from + 1, value: Number.NaN };
        yield { id: from + 2, value: 'nonsense' };
        for (let id = from + 3; ; id++) yield { id, value: 1 };
      } finally {
        told = true;
      }
    }
    expect(await errorOf(verb(pool, score, endless()))).toMatchObject({
      code: 'invalid-value',
      row: 3,
      column: 'value',
    });
    expect(told).toBe(true);
    expect(await content(pool)).toEqual(before);
    await expectCleanPool(pool);
  });

  test('a constraint that is violated midway leaves nothing, and is named', async () => {
    const pool = await open();
    const before = await content(pool);
    function* bad(): Generator<Score> {
      yield* rows(from, 9000);
      yield { id: from + 9000, value: 5000 };
      yield* rows(from + 9001, 3000);
    }
    const error = await errorOf(verb(pool, score, bad()));
    expect(error).toMatchObject({
      code: 'constraint-violated',
      sqlState: '23514',
      constraint: 'score_value_check',
      table: 'score',
    });
    if (name === 'copyText' || name === 'copyBinary') expect(error.row).toBe(9001);
    if (error.rows !== undefined) {
      expect(error.rows[0]).toBeLessThanOrEqual(9001);
      expect(error.rows[1]).toBeGreaterThanOrEqual(9001);
    }
    expect(await content(pool)).toEqual(before);
    await expectCleanPool(pool);
  });

  test('an abort midway leaves nothing, even while the source is silent', async () => {
    const pool = await open();
    const before = await content(pool);
    const controller = new AbortController();
    let silent = false;
    async function* hanging(): AsyncGenerator<Score> {
      yield* rows(from, 5000);
      silent = true;
      controller.abort(new Error('enough'));
      await new Promise(() => {});
    }
    const error = await errorOf(verb(pool, score, hanging(), { signal: controller.signal }));
    expect(silent).toBe(true);
    expect(error).toMatchObject({ code: 'aborted', cause: { message: 'enough' } });
    expect(await content(pool)).toEqual(before);
    await expectCleanPool(pool);
  });

  test('an abort while the server works or waits for a lock ends the statement', async () => {
    const pool = await open();
    const before = await content(pool);
    const blocker = await pool.connect();
    try {
      await blocker.query('BEGIN; LOCK TABLE score IN ACCESS EXCLUSIVE MODE');
      const controller = new AbortController();
      const work = errorOf(verb(pool, score, rows(from, 100), { signal: controller.signal }));
      // Asked on another connection: inside a transaction pg_stat_activity does not change.
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      for (const deadline = Date.now() + 20_000; (await pool.query(waiting)).rows.length === 0; await sleep(5))
        if (Date.now() > deadline) throw new Error('Nobody waited for the lock.');
      controller.abort();
      expect(await work).toMatchObject({ code: 'aborted' });
    } finally {
      await blocker.query('ROLLBACK');
      blocker.release();
    }
    expect(await content(pool)).toEqual(before);
    await expectCleanPool(pool);
  });

  test('a signal that has fired already starts nothing', async () => {
    const pool = await open();
    let pulled = false;
    function* source(): Generator<Score> {
      pulled = true;
      yield { id: from, value: 1 };
    }
    expect(await errorOf(verb(pool, score, source(), { signal: AbortSignal.abort() }))).toMatchObject({
      code: 'aborted',
    });
    expect(pulled).toBe(false);
  });

  test('a session that the server ends midway is an error, not the end of the process, and the pool goes on', async () => {
    const pool = await open();
    const before = await content(pool);
    async function* killing(): AsyncGenerator<Score> {
      yield* rows(from, 3000);
      const { rows: ended } = await pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`,
      );
      expect(ended.length).toBeGreaterThan(0);
      for (let id = from + 3000; ; id++) {
        await sleep(1);
        yield { id, value: 1 };
      }
    }
    expect(await errorOf(verb(pool, score, killing()))).toMatchObject({ code: 'connection-lost' });
    await pool.query('SELECT 1');
    expect(await content(pool)).toEqual(before);
  });

  test('memory and statements are bounded: an endless source is pulled only as fast as rows go out', async () => {
    const pool = await open();
    const controller = new AbortController();
    let pulled = 0;
    let sent = 0;
    let widest = 0;
    async function* source(): AsyncGenerator<Score> {
      for (; pulled < 40_000; pulled++) {
        widest = Math.max(widest, pulled - sent);
        yield { id: from + (name === 'stagingMergeOnly' || from === 1 ? pulled % 20_000 : pulled), value: 1 };
      }
      controller.abort();
    }
    const options = {
      signal: controller.signal,
      duplicates: 'last' as const,
      onProgress: (done: number) => {
        sent = done;
      },
    };
    await errorOf(verb(pool, score, source(), options));
    // Two parallel chunks and one in the making hold some 10,000 of these short rows.
    expect(widest).toBeLessThan(25_000);
  });
});
