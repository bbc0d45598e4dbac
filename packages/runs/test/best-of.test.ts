import { expect, it } from 'vitest';
import { bestOf } from '../src/ui/best-of.ts';
import { fixture } from './fixture/contract.ts';

const headline = { variant: 'all-at-once', baseline: 'one-by-one', ratio: 20, ci: [18, 22] } as const;
const finished = {
  headline,
  workload: 'create',
  status: 'finished',
  verdict: 'It wrote 20.0 times as many rows.',
} as const;

it('says that the machine was busy beside the winner', () => {
  const verdict = `On a machine that was busy in all 6 rounds: ${finished.verdict}`;
  expect(bestOf({ ...finished, verdict }, fixture)).toEqual({
    text: expect.stringMatching(/, 20\.0× .+, on a busy machine$/),
    settled: false,
  });
});

it('names the winner of a settled comparison', () => {
  expect(bestOf(finished, fixture)).toEqual({ text: expect.stringMatching(/, 20\.0× /), settled: true });
});

it.each([
  ['inconclusive', { ...finished, verdict: 'Inconclusive: it wrote 1.10 times as many rows.' }],
  ['not settled', { ...finished, verdict: 'Not settled yet: it wrote 20.0 times as many rows.' }],
  [
    'inconclusive',
    {
      ...finished,
      verdict: 'On a machine that was busy in 4 of 6 rounds: Inconclusive: it wrote 1.10 times as many rows.',
    },
  ],
  ['not settled', { ...finished, headline: { ...headline, ci: null } }],
  ['no difference', { ...finished, verdict: 'No difference that matters: both wrote rows.' }],
  ['–', { ...finished, status: 'failed' as const }],
  ['–', { ...finished, status: 'running' as const }],
  ['–', { ...finished, headline: null }],
])('says "%s" where nothing is won', (text, run) => {
  expect(bestOf(run, fixture)).toEqual({ text, settled: false });
});

it('tells when the winner may be chosen at all', () => {
  const condition = 'only where the whole table may be replaced';
  const workloads = fixture.workloads.map((workload) => ({
    ...workload,
    variants: workload.variants.map((variant) => (variant.id === 'all-at-once' ? { ...variant, condition } : variant)),
  }));
  expect(bestOf(finished, { ...fixture, workloads })).toMatchObject({ condition, settled: true });
});
