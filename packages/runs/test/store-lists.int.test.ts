import type { BenchResult } from '@lab/bench';
import { describe, expect, it } from 'vitest';
import type { StartRun } from '../src/contract.ts';
import { estimateRun } from '../src/store/estimate-run.ts';
import { importRun } from '../src/store/import-run.ts';
import { latestRuns } from '../src/store/latest-runs.ts';
import { listRuns } from '../src/store/list-runs.ts';
import { fixture } from './fixture/contract.ts';
import { resultOf } from './fixture/result.ts';
import { request, useRunStore } from './support/run-store.ts';

const { database, start } = useRunStore();

describe('listRuns', () => {
  it('gives every run once, newest first, though runs start between the pages', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 7; n++) ids.unshift((await start()).id);
    // The same millisecond for some of them: the id decides.
    await database.pool.query(`UPDATE run SET created_at = '2026-11-20T10:00:00.123Z' WHERE id = ANY($1)`, [
      ids.slice(2, 6),
    ]);
    const expected = (
      await database.pool.query<{ id: string }>('SELECT id FROM run ORDER BY created_at DESC, id DESC')
    ).rows.map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listRuns({ pool: database.pool, limit: 2, cursor: cursor ?? undefined });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await start();
    } while (cursor);
    expect(seen).toEqual(expected);
  });

  it('filters, and refuses a cursor that it never gave', async () => {
    await start();
    await importRun({ pool: database.pool, result: resultOf() });
    const list = async (filter: object) => (await listRuns({ pool: database.pool, ...filter })).items.length;
    expect([await list({}), await list({ status: 'finished' }), await list({ experiment: 'other' })]).toEqual([
      2, 1, 0,
    ]);
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'bad-input' });
  });
});

describe('latestRuns', () => {
  it('prefers a finished run to a newer one that has nothing to say', async () => {
    const latest = () => latestRuns({ pool: database.pool, experiments: ['fixture', 'other'] });
    expect(await latest()).toEqual({});
    const { id } = await start();
    expect((await latest()).fixture?.id).toBe(id);
    const result = resultOf();
    await importRun({ pool: database.pool, result });
    expect((await latest()).fixture?.id).toBe(result.runId);
  });
});

describe('estimateRun', () => {
  const estimate = (change: Partial<StartRun>) =>
    estimateRun({ pool: database.pool, experiments: [fixture], request: { ...request, ...change } });

  it('knows nothing before the first run', async () => {
    expect(await estimate({})).toEqual({ seconds: null, basedOn: null });
  });

  it('counts variants, rounds with the warm-up, and rows up to the cap of a variant', async () => {
    const result = resultOf();
    await importRun({ pool: database.pool, result });
    const basedOn = { runId: result.runId, sameParameters: false };
    // Ten seconds a sample: 3 variants × 7 rounds; the stored parameters lack the defaults, hence not "the same".
    expect(await estimate({})).toEqual({ seconds: 210, basedOn });
    expect(await estimate({ variants: ['series'], rounds: 1 })).toEqual({ seconds: 20, basedOn });
    // 5 times the rows: the capped variant stops at 500, which is 2.5 times.
    expect(await estimate({ rounds: 1, params: { rows: 1000 } })).toEqual({ seconds: 2 * (25 + 50 + 50), basedOn });
  });

  it('calls only a run equal that also had these variants and rounds', async () => {
    const result = resultOf();
    const params = { rows: 200, fault: 'none', faultRound: 1, atLeastMs: 0 };
    await importRun({ pool: database.pool, result: { ...result, experiment: { ...result.experiment, params } } });
    const equal = async (change: Partial<StartRun>) => (await estimate(change)).basedOn?.sameParameters;
    expect(await equal({ rounds: result.plan.rounds })).toBe(true);
    expect(await equal({ rounds: 1 })).toBe(false);
    expect(await equal({ rounds: result.plan.rounds, variants: ['series'] })).toBe(false);
  });

  it('takes each variant from a recent run that had it, and knows nothing while one never ran', async () => {
    const only = (variant: string): BenchResult => {
      const result = resultOf(1);
      const samples = result.samples.filter((sample) => sample.variant === variant);
      return { ...result, plan: { ...result.plan, variants: [variant], baseline: variant }, samples };
    };
    await importRun({ pool: database.pool, result: only('series') });
    expect(await estimate({})).toMatchObject({ seconds: null, basedOn: { sameParameters: false } });
    for (const variant of ['one-by-one', 'all-at-once'])
      await importRun({ pool: database.pool, result: only(variant) });
    // 30 s from one sample to the next of the same variant; the last ones end with their run, 30, 20 and 10 s later.
    expect((await estimate({ rounds: 1 })).seconds).toBe(2 * (30 + 25 + 20));
  });
});
