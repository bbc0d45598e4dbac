// What changes an account or takes a run away: it must be meant, and only do what it says.
import { expect, signIn, test } from './product.ts';
import { startRun } from './start-run.ts';

test.beforeEach(async ({ page, product }) => signIn(page, product));

test('a new password wants the old one, keeps this session and ends the others', async ({ page, browser, product }) => {
  const { url, email, password } = product;
  const chosen = 'a new long password';
  const change = async (from: string, to: string) => {
    await page.getByLabel('Current password').fill(from);
    await page.getByLabel('New password', { exact: true }).fill(to);
    await page.getByLabel('New password again').fill(to);
    await page.getByRole('button', { name: 'Change password' }).click();
  };
  const elsewhere = await browser.newPage();
  await signIn(elsewhere, product);

  await page.goto(url);
  await page.getByRole('link', { name: email }).click();
  await expect(page).toHaveURL(`${url}/account`);
  await change(password, 'too short');
  await expect(page.getByText(/^Use at least 12 characters/)).toBeVisible();
  await change('not the password', chosen);
  await expect(page.getByText('The current password is wrong; nothing was changed.')).toBeVisible();
  await elsewhere.goto(`${url}/runs`);
  await expect(elsewhere).toHaveURL(`${url}/runs`);

  await change(password, chosen);
  await expect(page.getByText(/^The password was changed\./)).toBeVisible();
  try {
    await page.goto(`${url}/runs`);
    await expect(page.getByRole('heading', { name: 'Runs' })).toBeVisible();
    await elsewhere.goto(`${url}/runs`);
    await expect(elsewhere).toHaveURL(/\/sign-in/);
    await signIn(elsewhere, { ...product, password: chosen });
  } finally {
    // The other tests of this product sign in with the first one.
    await page.goto(`${url}/account`);
    await change(chosen, password);
    await expect(page.getByText(/^The password was changed\./)).toBeVisible();
  }
  await elsewhere.close();
});

test('a run is deleted after a question, once it has ended', async ({ page, product }) => {
  const id = await startRun(page, product.url, { rounds: 1, rows: 1000, variants: ['copy-text', 'copy-binary'] });
  await page.goto(`${product.url}/runs/${id}`);
  await expect(page.getByRole('button', { name: /^Cancel/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete run' })).toHaveCount(0);
  await expect(page.getByTestId('verdict')).toBeVisible({ timeout: 120_000 });

  await page.getByRole('button', { name: 'Delete run' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete this run?' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(page.getByTestId('verdict')).toBeVisible();

  await page.getByRole('button', { name: 'Delete run' }).click();
  await question.getByRole('button', { name: 'Delete run' }).click();
  await expect(page).toHaveURL(`${product.url}/runs`);
  await expect(page.getByText('The run was deleted.')).toBeVisible();
  expect((await page.request.get(`${product.url}/api/runs/${id}/result.json`)).status()).toBe(404);
  await page.goto(`${product.url}/runs/${id}`);
  await expect(page.getByText('There is no such run')).toBeVisible();
});
