import { benchResultSchema, compare, headlineComparison, turnComparison } from '@lab/bench';
import { assemble, headerOf, roundsOf, sampleOf } from '@lab/bench/testing';
import { expect, it } from 'vitest';

const capped = { counters: { rows: 20_000 }, correctness: { rows: 20_000, checksum: 'short', ok: true } };

it('says how many times faster, with its interval, rounds and checksum', () => {
  const result = assemble(
    headerOf({ variants: ['prisma-create', 'copy-binary'] }),
    roundsOf(8, { 'prisma-create': 3200, 'copy-binary': 185_000 }),
  );
  expect(result.verdict).toMatch(
    /^COPY binary wrote 57\.\d times as many rows per second as Prisma create \(95 % CI 57\.\d to 57\.\d, 8 of 8 rounds, same checksum\)\.$/,
  );
  expect(benchResultSchema.parse(result)).toEqual(result);
});

it('says so when every variant left the same result, never elects a reference, and names what is as good', () => {
  const rates = { 'prisma-create': 3200, 'copy-text': 180_000, 'copy-binary': 185_000, 'server-copy': 900_000 };
  const result = assemble(headerOf(), roundsOf(8, rates));
  expect(result.verdict).toMatch(
    /^COPY binary wrote .* 8 of 8 rounds, all results identical\)\. COPY text cannot be told apart from COPY binary\.$/,
  );
  expect(assemble(headerOf(), roundsOf(8, { ...rates, 'copy-text': 150_000 })).verdict).not.toContain('told apart');
});

it('says what must hold for a winner that may not always be chosen, and names the best of the others', () => {
  const header = headerOf({ variants: ['prisma-create', 'copy-text', 'copy-binary'] });
  const conditional = {
    ...header,
    variants: header.variants.map((report) =>
      report.id === 'copy-binary' ? { ...report, condition: 'only where the table is empty' } : report,
    ),
  };
  const rates = { 'prisma-create': 1000, 'copy-text': 20_000, 'copy-binary': 40_000 };
  const { verdict, ...result } = assemble(conditional, roundsOf(8, rates));
  expect(verdict).toMatch(
    /^COPY binary wrote \S+ times as many rows per second as Prisma create \(.+?\)\. COPY binary: only where the table is empty\. Best without that condition: COPY text wrote \S+ times as many rows per second as Prisma create \(.+8 of 8 rounds.+\)\.$/,
  );
  expect(benchResultSchema.parse({ verdict, ...result })).toEqual({ verdict, ...result });
  const alone = { 'prisma-create': 1000, 'copy-text': 40_000, 'copy-binary': 20_000 };
  expect(assemble(conditional, roundsOf(8, alone)).verdict).not.toContain('only where');
});

it('states the rows of a capped variant and compares only its rates', () => {
  const samples = [...roundsOf(8, { 'prisma-create': 3200 }, capped), ...roundsOf(8, { 'copy-binary': 185_000 })];
  const result = assemble(headerOf(), samples);
  expect(result.verdict).toContain('8 of 8 rounds, Prisma create on 20,000 of 200,000 rows, results verified)');
  expect(result.comparisons.map(({ metric }) => metric)).toEqual(['rows_per_second']);
});

it('asks for more rounds when there are too few for an interval', () => {
  const result = assemble(headerOf({ rounds: 3 }), roundsOf(3, { 'prisma-create': 3200, 'copy-binary': 185_000 }));
  expect(result.verdict).toMatch(
    /^Not settled yet: COPY binary wrote .* \(3 of 3 rounds, same checksum\); an interval needs at least 6 rounds\.$/,
  );
  expect(result.comparisons[0]).toMatchObject({ verdict: 'inconclusive', ci: null, needPairs: 3 });
});

it('says that there is no difference that matters', () => {
  const result = assemble(headerOf(), roundsOf(8, { 'prisma-create': 100_000, 'copy-text': 100_500 }));
  expect(result.verdict).toMatch(
    /^No difference that matters: COPY text and Prisma create wrote rows per second within 5 % of each other/,
  );
});

it.each([
  [[1.3, 1.5, 1.2, 0.9, 1.4, 1.25, 0.95, 1.6], /about \d+ more rounds? would settle it\.$/],
  // The more than a thousand rounds that these would need cannot be asked for.
  [
    [1.3, 0.8, 1.2, 0.9, 1.1, 1.25, 0.95, 1.05],
    /more than the 100 rounds .* longer samples or on a quieter machine\.$/,
  ],
])('is inconclusive rather than wrong, and says what would settle it: %j', (factors, settling) => {
  const samples = factors.flatMap((factor, i) => [
    sampleOf('prisma-create', i + 1, 1000),
    sampleOf('copy-text', i + 1, 1000 * factor, { slot: 1 }),
  ]);
  const { verdict } = assemble(headerOf(), samples);
  expect(verdict).toMatch(/^Inconclusive: COPY text wrote 1\.\d+ times .*; /);
  expect(verdict).toMatch(settling);
});

it('is not settled when the better one won no more than half of the rounds', () => {
  const rates = [1.5, 0.9, 1.4, 0.8, 1.6, 0.9, 1.3, 0.95];
  const samples = rates.flatMap((factor, i) => [
    sampleOf('prisma-create', i + 1, 1000),
    sampleOf('copy-text', i + 1, 1000 * factor, { slot: 1 }),
  ]);
  expect(assemble(headerOf(), samples).verdict).toMatch(
    /^Not settled yet: COPY text wrote 1\.\d+ times .* 4 of 8 rounds, same checksum\)\.$/,
  );
});

it('turns the sentence round when the naive variant is the best', () => {
  const result = assemble(headerOf(), roundsOf(8, { 'prisma-create': 2000, 'copy-text': 1000 }));
  expect(result.verdict).toMatch(
    /^Prisma create wrote (2\.00|1\.99) times as many rows per second as COPY text .* 8 of 8 rounds/,
  );
});

it('leaves the warm-up, wrong and rejected samples out, and names the wrong ones', () => {
  const good = roundsOf(6, { 'prisma-create': 1000, 'copy-text': 2000 });
  const wrong = sampleOf('copy-text', 7, 9e9, { status: 'error', error: 'Expected 200,000 rows, found 199,999' });
  const warm = sampleOf('copy-text', 0, 9e9);
  const rejected = sampleOf('copy-text', 1, 9e9, { status: 'rejected', rejectReason: 'steal was 12 %' });
  const result = assemble(headerOf(), [...good, wrong, warm, rejected, sampleOf('prisma-create', 7, 1000)], 'failed');
  const clean = assemble(headerOf(), good);
  expect(result.comparisons).toEqual(clean.comparisons);
  expect(result.verdict).toContain('COPY text failed in 1 of 9 samples: Expected 200,000 rows, found 199,999.');
  expect(result.notes).toContain('Round 1 was run again: steal was 12 %.');
});

it('has a sentence without any finished round, for one variant, and for a run cut short', () => {
  expect(assemble(headerOf(), [], 'partial').verdict).toBe(
    'No round was finished, so there is no verdict. Stopped after 0 of 8 rounds.',
  );
  expect(assemble(headerOf({ rounds: 2 }), roundsOf(2, { 'copy-text': 180_000 })).verdict).toMatch(
    /^COPY text wrote 18\d k rows per second \(median of 2 rounds, results verified\)\.$/,
  );
});

it('measures the noise floor in an A/A run', () => {
  const header = { ...headerOf({ variants: ['copy-text:a', 'copy-text:b'], baseline: 'copy-text:a', rounds: 6 }) };
  const result = assemble(header, roundsOf(6, { 'copy-text:a': 1000, 'copy-text:b': 1010 }));
  expect(result.verdict).toMatch(
    /^Noise floor: .* against itself gave a ratio of 1\.\d+ \(95 % CI .*, 6 rounds\); differences below 5 % do not count here\.$/,
  );
});

it('warns of samples below 200 ms', () => {
  const metrics = { rows_per_second: 1000, seconds: 0.012, peak_rss_bytes: 1 };
  const result = assemble(headerOf(), [sampleOf('copy-text', 1, 1000, { metrics })]);
  expect(result.notes[0]).toMatch(/^Samples of COPY text were as short as 12\.0 ms; below 200 ms/);
});

it('compares all pairs on the headline and turns one round exactly', () => {
  const header = headerOf();
  const samples = roundsOf(6, { 'prisma-create': 1000, 'copy-text': 2000, 'copy-binary': 3000 });
  const comparisons = compare(header, samples);
  expect(comparisons.filter(({ headline }) => headline).map(({ a, b }) => `${a}/${b}`)).toEqual([
    'copy-text/prisma-create',
    'copy-binary/prisma-create',
    'copy-text/copy-binary',
  ]);
  const found = headlineComparison(header, samples, comparisons);
  expect(found?.a).toBe('copy-binary');
  if (found) expect(turnComparison(turnComparison(found)).verdict).toBe(found.verdict);
});
