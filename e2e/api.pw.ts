// The API as people meet it: the reference page, and keys for their programs.
import { expect, signIn, test } from './product.ts';

test('the reference shows every address without asking anybody else, and within the policy of the site', async ({
  page,
  product,
}, info) => {
  const outside: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && origin !== product.url) outside.push(request.url());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} stopped ${blockedURI}`),
    );
  });

  await page.goto(`${product.url}/api/docs`);
  await expect(page.getByRole('heading', { name: 'Backend Lab' })).toBeVisible();
  const groups = {
    'Customers, optimised': 'Create a customer',
    'Bulk writes': 'Import a file of scores',
    Runs: 'The raw samples of a run',
    Account: 'Make an API key',
    Document: 'This document',
  };
  for (const [group, operation] of Object.entries(groups)) {
    await page.getByRole('button', { name: `Open Group - ${group}` }).click();
    await expect(page.getByRole('link', { name: operation })).toBeVisible();
  }
  await page.screenshot({ path: info.outputPath('reference.png') });

  // Its own client sends from here to here, without a proxy in between.
  await page.getByRole('link', { name: 'This document' }).click();
  const operation = page.getByRole('region', { name: 'This document' });
  await operation.getByRole('button', { name: /^Test Request/ }).click();
  const answer = page.waitForResponse(`${product.url}/api/openapi.json`);
  await page.getByRole('button', { name: /^Send/ }).first().click();
  expect((await answer).status()).toBe(200);
  await page.screenshot({ path: info.outputPath('request.png') });
  expect(outside).toEqual([]);
  expect(problems).toEqual([]);
});

test('an API key is made, shown once, works, and is revoked after a question', async ({ page, request, product }) => {
  await signIn(page, product);
  await page.goto(`${product.url}/account`);
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByText('A name must have 1 to 60 characters.')).toBeVisible();
  await page.getByLabel('Name').fill('nightly import');
  await page.getByRole('button', { name: 'Create key' }).click();
  const key = (await page.getByTestId('new-key').textContent()) ?? '';
  expect(key).toMatch(/^lab_[A-Za-z]{64}$/);

  const ask = () => request.get(`${product.url}/api/v1/account`, { headers: { 'x-api-key': key } });
  const account = await ask();
  expect(account.status()).toBe(200);
  expect(await account.json()).toMatchObject({ email: product.email, via: 'api-key' });

  await page.reload();
  const line = page.getByRole('listitem').filter({ hasText: 'nightly import' });
  await expect(line).toContainText(key.slice(0, 10));
  await expect(line).toContainText('last used');
  expect(await page.content()).not.toContain(key);

  await line.getByRole('button', { name: 'Revoke nightly import' }).click();
  await page.keyboard.press('Escape');
  expect((await ask()).status()).toBe(200);
  await line.getByRole('button', { name: 'Revoke nightly import' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText('The key was revoked.')).toBeVisible();
  await expect(line).toHaveCount(0);
  expect((await ask()).status()).toBe(401);
});
