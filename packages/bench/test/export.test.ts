import { exportBmf, exportGithubAction, exportSamplesCsv } from '@lab/bench';
import { assemble, headerOf, roundsOf, sampleOf } from '@lab/bench/testing';
import { expect, it } from 'vitest';

const result = assemble(headerOf({ rounds: 6 }), [
  ...roundsOf(6, { 'prisma-create': 3200, 'copy-text': 180_000 }),
  sampleOf('copy-text', 7, 0, { status: 'error', error: 'found "1", expected 2\nrows', metrics: {} }),
]);

it('writes one CSV line a sample and quotes what needs it', () => {
  const csv = exportSamplesCsv(result);
  expect(csv.split('\r\n')).toHaveLength(result.samples.length + 2);
  expect(csv).toContain(',"found ""1"", expected 2\nrows",');
  expect(csv.split('\r\n')[0]).toBe(
    'round,attempt,slot,variant,phase,status,reason,started_at,work_outside,result_rows,result_checksum,result_ok,peak_rss_bytes,rows_per_second,seconds,counter_rows',
  );
});

it('leaves the cells empty that a variant outside the process has no number for, and says where it works', () => {
  const metrics = { rows_per_second: 200_000, seconds: 1 };
  const csv = exportSamplesCsv({ ...result, samples: [sampleOf('server-copy', 1, 0, { metrics }), ...result.samples] });
  const [head = '', first = '', second = ''] = csv.split('\r\n').map((line) => line.split(','));
  const cell = (line: string | string[], name: string) => line[head.indexOf(name)];
  expect([cell(first, 'work_outside'), cell(first, 'peak_rss_bytes')]).toEqual(['in the server', '']);
  expect([cell(second, 'work_outside'), cell(second, 'peak_rss_bytes')]).toEqual(['', '100000000']);
});

it('writes the Bencher metric format with bounds', () => {
  const measure = exportBmf(result)['fixture/create/copy-text']?.rows_per_second;
  expect(measure?.value).toBeGreaterThan(180_000);
  expect(measure?.lower_value).toBeLessThanOrEqual(measure?.value ?? 0);
  expect(measure?.upper_value).toBeGreaterThanOrEqual(measure?.value ?? 0);
});

it('writes entries for github-action-benchmark in one direction', () => {
  const entries = exportGithubAction(result);
  expect(entries.map(({ name, unit }) => [name, unit])).toEqual([
    ['fixture/create/prisma-create', 'rows/s'],
    ['fixture/create/copy-text', 'rows/s'],
  ]);
  expect(entries[0]?.range).toMatch(/^\d.* to \d/);
});
