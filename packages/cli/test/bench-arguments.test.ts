import { isLabError } from '@lab/errors';
import { describe, expect, it } from 'vitest';
import { fixtureContract } from '../../bench/test/fixture/contract.ts';
import { parseArguments } from '../src/bench/parse-arguments.ts';

const experiments = [{ contract: fixtureContract, definitionUrl: 'file:///none' }];
const parse = (...argv: string[]) => parseArguments(argv, experiments);

describe('lab bench', () => {
  it('fills in workload, rounds, seed and parameters', () => {
    expect(parse('fixture')).toMatchObject({
      kind: 'run',
      plans: [
        { workload: 'create', variants: undefined, rounds: 6, seed: 1, params: { rows: 2000, sabotage: 'none' } },
      ],
      report: false,
      aa: false,
    });
  });

  it('derives a flag from every parameter, in kebab case', () => {
    const asked = parse('fixture', '--sabotage-from', '3', '--rows=10', '--sabotage', 'throw', '--seed', '0', '--aa');
    expect(asked).toMatchObject({
      aa: true,
      plans: [{ seed: 0, params: { rows: 10, sabotage: 'throw', sabotageFrom: 3 } }],
    });
  });

  it('takes the smallest difference that counts', () => {
    expect(parse('fixture', '--tau', '0.08')).toMatchObject({ tau: 0.08 });
    expect(parse('fixture')).toMatchObject({ tau: undefined });
  });

  it('takes variants in any order and keeps that of the contract', () => {
    expect(parse('fixture', '--variants', 'two-statements, row-by-row')).toMatchObject({
      plans: [{ variants: ['row-by-row', 'two-statements'] }],
    });
  });

  it('runs the standard plan one after the other, with flags on top', () => {
    expect(parse('fixture', '--standard', '--rows', '7')).toMatchObject({
      plans: [{ rounds: 2, params: { rows: 7 } }],
    });
  });

  it.each([
    [[], 'Name an experiment first: bench fixture.'],
    [['--rows', '5', 'fixture'], 'Name an experiment first: bench fixture.'],
    [['nope'], 'There is no experiment "nope"; choose from: fixture.'],
    [['fixture', '--workload', 'x'], 'fixture has no workload "x"; it has create.'],
    [
      ['fixture', '--variants', 'x'],
      'Workload create has no variant "x"; it has row-by-row, one-statement, two-statements.',
    ],
    [
      ['fixture', '--variants', ','],
      'variants must be at least one of row-by-row, one-statement, two-statements; it was empty.',
    ],
    [['fixture', '--rounds', '101'], 'rounds must be a whole number from 1 to 100; it was 101.'],
    [['fixture', '--rounds', '1.5'], 'rounds must be a whole number from 1 to 100; it was 1.5.'],
    [['fixture', '--rounds', 'many'], 'rounds must be a whole number from 1 to 100; it was many.'],
    [['fixture', '--seed', '-1'], 'seed must be a whole number from 0 to 2147483647; it was -1.'],
    [['fixture', '--tau', '2'], 'tau must be a number from 0 to 1; it was 2.'],
    [['fixture', '--tau', 'small'], 'tau must be a number from 0 to 1; it was small.'],
    [['fixture', '--aa', '--tau', '0.1'], '--aa finds out which differences count; leave out --tau.'],
    [['fixture', '--rows', '100001'], 'rows must be a whole number from 1 to 100,000; it was 100001.'],
    [['fixture', '--rows', 'NaN'], 'rows must be a whole number from 1 to 100,000; it was NaN.'],
    [['fixture', '--rows', ''], 'rows must be a whole number from 1 to 100,000; it was .'],
    [['fixture', '--sabotage-from', '1e9'], 'sabotage-from must be a whole number from 0 to 100; it was 1000000000.'],
    [['fixture', '--nope'], /^bench fixture has no flag --nope; it has --workload, .*--sabotage-from\.$/],
    [['fixture', '--rows'], '--rows needs a value; "bench fixture --help" lists what is allowed.'],
    [['fixture', '--aa', '--variants', 'row-by-row,one-statement'], /^--aa measures one variant against itself/],
    [['fixture', '--database-url', 'mysql://x'], /^--database-url must be an address such as postgresql:/],
    [['fixture', '--standard', '--workload', 'create'], /^--standard runs its own workloads/],
  ] as const)('refuses %j with a sentence that names what is allowed', (argv, message) => {
    expect(() => parse(...argv)).toThrow(message);
    try {
      parse(...argv);
    } catch (error) {
      expect(isLabError(error)).toBe(true);
    }
  });

  it('lists workloads, variants and parameters with their ranges', () => {
    const asked = parse('fixture', '--rows', 'nonsense', '--help');
    if (asked.kind !== 'help') throw new Error('no help');
    for (const text of [
      'Workload create',
      'row-by-row',
      '(at most 300 rows)',
      '--sabotage-from',
      'from 1 to 100,000; 2000 when absent',
      'what is done: create; create when absent',
      'measured rounds, 1 to 100; 6 when absent',
      'the same seed repeats both; 1 when absent',
    ])
      expect(asked.text).toContain(text);
  });
});
