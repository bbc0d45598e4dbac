import { type Progress, turnComparison } from '@lab/bench';
import { colorsFor, renderLive, renderProgressLine, renderResult } from '@lab/bench/terminal';
import { assemble, headerOf, roundsOf, sampleOf } from '@lab/bench/testing';
import { describe, expect, it } from 'vitest';

const plain = colorsFor(false);
const progress: Progress = {
  phase: 'measuring',
  round: 2,
  rounds: 8,
  samplesDone: 9,
  samplesTotal: 36,
  redone: 1,
  order: ['copy-text', 'copy-binary'],
  current: { variant: 'copy-text', round: 2, slot: 0, done: 120_000, total: 200_000, unit: 'rows' },
  elapsedSeconds: 65,
  etaSeconds: 125.4,
};

describe('the terminal', () => {
  it('says in one line where the run stands', () => {
    expect(renderProgressLine({ header: headerOf(), progress, samples: [] })).toBe(
      'Round 2 of 8, 9 of 36 samples, COPY text 120,000 of 200,000 rows, 1 round run again, about 2 min 5 s left',
    );
    const waiting = { ...progress, phase: 'waiting', note: 'Waits for bulk-writes create.', current: null } as const;
    expect(
      renderProgressLine({
        header: undefined,
        progress: { ...waiting, samplesTotal: 0, redone: 0, etaSeconds: null },
        samples: [],
      }),
    ).toBe('Waiting, Waits for bulk-writes create.');
  });

  it('never draws wider than it may', () => {
    const samples = roundsOf(12, { 'prisma-create': 3000, 'copy-text': 180_000, 'copy-binary': 190_000 });
    for (const width of [60, 80, 120]) {
      const lines = renderLive({ header: headerOf(), progress, samples }, plain, width).split('\n');
      // The head line and the bar are prose; tape and table are cut to size.
      for (const line of lines.slice(3)) expect(line.length).toBeLessThanOrEqual(width);
    }
  });

  it('shows the order of the samples, rejected ones hollow and failed ones crossed', () => {
    const samples = [
      sampleOf('copy-text', 1, 1, { status: 'rejected', rejectReason: 'steal' }),
      sampleOf('copy-text', 1, 1000, { attempt: 2 }),
      sampleOf('copy-binary', 1, 1000, { attempt: 2, slot: 1, status: 'error', error: 'broke' }),
    ];
    expect(renderLive({ header: headerOf(), progress, samples }, plain, 100)).toContain('\n□ B×\n');
  });

  it('ends with table, verdict and the command, best variant first', () => {
    const result = assemble(
      headerOf(),
      roundsOf(8, { 'prisma-create': 3200, 'copy-text': 180_000, 'copy-binary': 190_000 }),
    );
    const text = renderResult(result, plain, 200);
    expect(text.indexOf('COPY binary')).toBeLessThan(text.indexOf('COPY text'));
    expect(text).toMatch(/COPY text +18\d k rows\/s +5\d\.\d× \[5\d\.\d×, 5\d\.\d×\] +8 of 8/);
    expect(text).toContain(result.verdict);
    expect(text.trimEnd().endsWith('repeat  npx pnpm@12 bench fixture')).toBe(true);
  });

  it('says where the work is done instead of numbers of a process that only waits', () => {
    const result = assemble(headerOf(), [
      ...roundsOf(8, { 'copy-text': 180_000 }),
      ...roundsOf(8, { 'server-copy': 200_000 }, { metrics: { rows_per_second: 200_000, seconds: 1 } }),
    ]);
    const text = renderResult(result, plain, 200);
    expect(text).toMatch(/Server COPY +200 k rows\/s .* – in the server +200,000$/m);
    expect(text).toMatch(/COPY text .* 100 MB +200,000$/m);
  });

  it('agrees with the comparison seen from the other side', () => {
    const result = assemble(headerOf(), roundsOf(8, { 'prisma-create': 3200, 'copy-text': 180_000 }));
    const [comparison] = result.comparisons;
    if (!comparison) throw new Error('nothing compared');
    expect(turnComparison(comparison)).toMatchObject({ a: 'prisma-create', verdict: 'slower', wins: 0 });
  });
});
