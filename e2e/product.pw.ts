// The shortest way through the whole product; .ci/run takes it once more, alone, as the smoke test of the build.
import { expect, signIn, test } from './product.ts';
import { doneCells, startRun } from './start-run.ts';

test('every service is well', async ({ request, product }) => {
  for (const path of ['/health/live', '/health/ready']) {
    const response = await request.get(product.url + path);
    expect(response.status(), path).toBe(200);
  }
});

test('sign in, run, watch, read the verdict on home', async ({ page, product }) => {
  await page.goto(product.url);
  await page.getByLabel('E-mail').fill(product.email);
  await page.getByLabel('Password').fill(product.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();

  await startRun(page, product.url, { rounds: 2, rows: 1000, variants: ['insert-values', 'copy-text'] });
  await expect(doneCells(page)).not.toHaveCount(0, { timeout: 120_000 });
  await expect(page.getByTestId('verdict')).toBeVisible({ timeout: 120_000 });

  await page.goto(product.url);
  await expect(page.getByTestId('verdict').first()).toContainText('rows per second');
});

test('pages carry no development tools', async ({ page, product }) => {
  await signIn(page, product);
  const response = await page.goto(product.url);
  expect(response?.headers()['x-powered-by']).toBeUndefined();
  expect(await page.locator('nextjs-portal').count()).toBe(0);
});
