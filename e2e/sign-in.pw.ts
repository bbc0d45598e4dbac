// Who may come in, and how.
import { expect, signIn, test } from './product.ts';

test('not signed in: the API answers 401 with a problem, pages lead to the sign-in', async ({
  page,
  request,
  product,
}) => {
  const rest = await request.get(`${product.url}/api/runs/0198c0de-0000-7000-8000-000000000000/result.json`);
  expect(rest.status()).toBe(401);
  expect(rest.headers()['content-type']).toContain('application/problem+json');
  expect(await rest.json()).toMatchObject({ status: 401, code: 'not-signed-in', detail: 'Sign in first.' });
  const trpc = await request.get(`${product.url}/trpc/runs.list?input=${encodeURIComponent('{}')}`);
  expect(trpc.status()).toBe(401);

  await page.goto(`${product.url}/runs`);
  await expect(page).toHaveURL(/\/sign-in\?.*next=%2Fruns/);
});

test('the password of the first run signs in, by keyboard alone, and leads back to the page', async ({
  page,
  product,
}, info) => {
  await page.goto(`${product.url}/runs`);
  await expect(page.getByLabel('E-mail')).toBeVisible();
  await page.getByLabel('E-mail').focus();
  await page.keyboard.type(product.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(product.password);
  await page.screenshot({ path: info.outputPath('sign-in.png') });
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${product.url}/runs`);
  await expect(page.getByText(product.email)).toBeVisible();
});

test('a wrong password is refused with a sentence', async ({ page, product }) => {
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel('E-mail').fill(product.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(
    page
      .getByText(/password/i)
      .filter({ hasText: /\.$/ })
      .first(),
  ).toBeVisible();
  await expect(page).toHaveURL(/sign-in/);
});

test('sign out ends the session', async ({ page, product }) => {
  await signIn(page, product);
  await page.goto(product.url);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const trpc = await page.request.get(`${product.url}/trpc/runs.list?input=${encodeURIComponent('{}')}`);
  expect(trpc.status()).toBe(401);
});

test('there is no way in without the password in production', async ({ page, product }) => {
  await page.goto(`${product.url}/sign-in`);
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Continue as administrator' })).toHaveCount(0);
  const refused = await page.request.post(`${product.url}/api/auth/dev-sign-in`, { headers: { origin: product.url } });
  expect(refused.status()).toBeGreaterThanOrEqual(400);
  const trpc = await page.request.get(`${product.url}/trpc/runs.list?input=${encodeURIComponent('{}')}`);
  expect(trpc.status()).toBe(401);
});
