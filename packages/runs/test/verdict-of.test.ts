import { describe, expect, it } from 'vitest';
import { runAgainHref } from '../src/ui/run-again-href.ts';
import { verdictOf } from '../src/ui/run-states.tsx';

describe('the sentence beside the box of a failed run', () => {
  const claim =
    'Not settled yet: Copy wrote 2.5 times as many rows per second as Insert (4 of 5 rounds, same checksum).';
  const failed = (label: string) => ` ${label} failed in 1 of 6 samples: its connection was cut.`;

  it('leaves out the one reason that the box gives', () => {
    expect(verdictOf({ status: 'failed', verdict: `${claim}${failed('Row by row')}` })).toBe(claim);
  });

  it('keeps all reasons where several variants failed', () => {
    const verdict = `${claim}${failed('Row by row')}${failed('Copy')}`;
    expect(verdictOf({ status: 'failed', verdict })).toBe(verdict);
  });
});

it('sets a run up again as it was, or with the rounds that it lacked', () => {
  const run = { experiment: 'x', workload: 'create', rounds: 2, variants: ['a', 'b'], params: { rows: 100 } };
  expect(runAgainHref(run)).toContain('rounds=2&variants=a%2Cb&p.rows=100');
  expect(runAgainHref(run, 6)).toContain('rounds=6&');
});
