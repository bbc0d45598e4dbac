import { LabError } from '@lab/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkPlan } from '../src/check-plan.ts';
import type { StartRun } from '../src/contract.ts';
import { fixture, fixtureParameters } from './fixture/contract.ts';

const request: StartRun = { experiment: 'fixture', workload: 'create', rounds: 6, params: {} };

const refused = (change: Partial<StartRun>): LabError => {
  try {
    checkPlan([fixture], { ...request, ...change });
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('checkPlan', () => {
  it('fills in the defaults of the contract', () => {
    const plan = checkPlan([fixture], request);
    expect(plan.variants.map(({ id }) => id)).toEqual(['one-by-one', 'all-at-once', 'series']);
    expect(plan.params).toEqual({ rows: 200, fault: 'none', faultRound: 1, atLeastMs: 0 });
    expect(plan.seed).toBe(1);
  });

  it('puts the variants in the order of the contract and takes each once', () => {
    const plan = checkPlan([fixture], { ...request, variants: ['series', 'one-by-one', 'series'] });
    expect(plan.variants.map(({ id }) => id)).toEqual(['one-by-one', 'series']);
  });

  it.each<[Partial<StartRun>, string, string]>([
    [{ experiment: 'x' }, 'unknown-experiment', 'There is no experiment "x"; choose from: fixture.'],
    [{ workload: 'x' }, 'unknown-workload', 'fixture has no workload "x"; it has create.'],
    [
      { variants: ['x'] },
      'unknown-variant',
      'Workload create has no variant "x"; it has one-by-one, all-at-once, series.',
    ],
    [{ rounds: 0 }, 'out-of-range', 'rounds must be a whole number from 1 to 100; it was 0.'],
    [{ rounds: 1.5 }, 'out-of-range', 'rounds must be a whole number from 1 to 100; it was 1.5.'],
    [{ params: { rows: 50_001 } }, 'out-of-range', 'rows must be a whole number from 1 to 50,000; it was 50001.'],
    [{ params: { rows: 'many' } }, 'out-of-range', 'rows must be a whole number from 1 to 50,000; it was many.'],
    [
      { params: { fault: 'fire' } },
      'out-of-range',
      'fault must be none, source-throws, prepare-throws, wrong-result, or constraint; it was fire.',
    ],
    [{ params: { row: 1 } }, 'bad-input', 'fixture has no parameter row; it has rows, fault, faultRound, atLeastMs.'],
  ])('refuses %j and names what is allowed', (change, code, message) => {
    const error = refused(change);
    expect([error.code, error.message]).toEqual([code, message]);
  });

  it('refuses what only the command line may set, whatever its value', () => {
    const parameters = fixtureParameters.extend({ names: z.string().optional().meta({ cli: true }) });
    const experiment = { ...fixture, parameters };
    expect(checkPlan([experiment], request).params).not.toHaveProperty('names');
    for (const names of ['/etc/passwd', 'relative.json', '', 7])
      expect(() => checkPlan([experiment], { ...request, params: { names } })).toThrow(
        expect.objectContaining({
          code: 'bad-input',
          message: 'The parameter names can be set on the command line only: pnpm lab bench fixture --names.',
        }),
      );
  });

  it('accepts exactly the rows and rounds that it says it allows', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 120 }), fc.integer({ min: -5, max: 50_005 }), (rounds, rows) => {
        const allowed = rounds >= 1 && rounds <= 100 && rows >= 1 && rows <= 50_000;
        const check = () => checkPlan([fixture], { ...request, rounds, params: { rows } });
        if (allowed) expect(check().params.rows).toBe(rows);
        else expect(check).toThrow(/must be a whole number from 1 to (100|50,000)/);
      }),
    );
  });
});
