// A run, from the button to the verdict, as people see it.

import { expect, signIn, test } from './product.ts';
import { doneCells, startRun } from './start-run.ts';

test.beforeEach(async ({ page, product }) => signIn(page, product));

test('start from the form, watch samples arrive, read the verdict', async ({ page, product }, info) => {
  await page.goto(`${product.url}/experiments/bulk-writes?tab=run&variants=insert-values,copy-text`);
  await page.getByLabel('Rows', { exact: true }).fill('2000');
  await page.getByLabel('Rounds').fill('2');
  await page.getByRole('button', { name: 'Start run' }).click();

  // One warm-up round and two measured ones, two variants each.
  await expect(page.getByTestId('tape-cell')).toHaveCount(6, { timeout: 120_000 });
  await expect(doneCells(page)).not.toHaveCount(0, { timeout: 120_000 });
  // Present is not seen: cells without a width have been shipped before.
  for (const box of await Promise.all((await page.getByTestId('tape-cell').all()).map((cell) => cell.boundingBox())))
    expect(box?.width).toBeGreaterThan(4);
  await page.screenshot({ path: info.outputPath('live.png'), fullPage: true });

  const verdict = page.getByTestId('verdict');
  await expect(verdict).toBeVisible({ timeout: 120_000 });
  await expect(verdict).toContainText(/rows per second/);

  await page.getByRole('link', { name: 'Open this run' }).click();
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/);
  await expect(page.getByTestId('verdict')).toContainText(/COPY text|INSERT … VALUES/);
  await expect(doneCells(page)).toHaveCount(6);
  await expect(page.getByText(/bench bulk-writes --workload create/)).toBeVisible();

  await page.getByRole('tab', { name: 'Code and SQL' }).click();
  await expect(page.getByText('INSERT INTO').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Samples' }).click();
  await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(0);
  await page.getByRole('tab', { name: 'Environment' }).click();
  await expect(page.getByText('a private cluster, only for measuring')).toBeVisible();
});

test('a reload in the middle shows the truth, and a link shows it to a colleague', async ({
  page,
  context,
  product,
}) => {
  const id = await startRun(page, product.url, { rounds: 3, rows: 3000, variants: ['insert-values', 'copy-text'] });
  await expect(doneCells(page)).not.toHaveCount(0, { timeout: 120_000 });
  const before = await doneCells(page).count();
  await page.reload();
  await expect.poll(() => doneCells(page).count(), { timeout: 120_000 }).toBeGreaterThanOrEqual(before);

  const colleague = await context.newPage();
  await colleague.goto(`${product.url}/runs/${id}`);
  await expect(colleague.getByTestId('verdict')).toBeVisible({ timeout: 120_000 });
  await expect(doneCells(colleague)).toHaveCount(8);
  await expect(page.getByTestId('verdict')).toHaveText((await colleague.getByTestId('verdict').textContent()) ?? '');
});

test('cancel keeps the finished rounds', async ({ page, product }) => {
  const id = await startRun(page, product.url, { rounds: 12, rows: 2000, variants: ['insert-values', 'copy-text'] });
  // The warm-up, one whole measured round, and the next one begun.
  await expect.poll(() => doneCells(page).count(), { timeout: 120_000 }).toBeGreaterThanOrEqual(5);
  await page.getByRole('button', { name: 'Cancel, keep finished rounds' }).click();

  await expect(page.getByText(/^Cancelled: \d+ of 12 rounds were finished and are kept/)).toBeVisible({
    timeout: 60_000,
  });
  const result = await (await page.request.get(`${product.url}/api/runs/${id}/result.json`)).json();
  expect(result.status).toBe('partial');
  const measured = result.samples.filter((sample: { phase: string; status: string }) => sample.phase === 'measure');
  expect(measured.length).toBeGreaterThanOrEqual(2);

  await page.goto(`${product.url}/runs`);
  await expect(page.getByRole('row').filter({ hasText: 'Cancelled' }).first()).toBeVisible();
});

test('downloads carry the raw samples', async ({ page, product }) => {
  const id = await startRun(page, product.url, { rounds: 1, rows: 1000, variants: ['copy-text', 'copy-binary'] });
  await page.goto(`${product.url}/runs/${id}`);
  await expect(page.getByRole('link', { name: 'Download samples' })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByTestId('verdict')).toBeVisible({ timeout: 120_000 });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download samples' }).click(),
  ]);
  const csv = await (await download.createReadStream()).toArray();
  const lines = Buffer.concat(csv).toString('utf8').trim().split('\n');
  expect(lines[0]).toContain('rows_per_second');
  // A warm-up and a measured round of two variants.
  expect(lines).toHaveLength(5);
});

test('input that cannot be run is refused beside its field, and nothing starts', async ({ page, product }) => {
  await page.goto(`${product.url}/experiments/bulk-writes?tab=run`);
  await page.getByLabel('Rounds').fill('101');
  await expect(page.getByText('A whole number from 1 to 100.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start run' })).toBeDisabled();
});
