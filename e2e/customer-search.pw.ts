// Customer search as people use it: one question to both APIs, on the demo customers.
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './product.ts';

test.beforeEach(async ({ page, product }) => signIn(page, product));

const open = async (page: Page, url: string, search = ''): Promise<void> => {
  await page.goto(`${url}/experiments/customer-search?tab=try${search && `&${search}`}`);
  // What is typed before the page is alive is lost; the theme is marked only once it is.
  await expect(page.getByRole('radio', { checked: true }).first()).toBeVisible();
};

const side = (page: Page, api: 'naive' | 'optimized') => page.getByTestId(`side-${api}`);
const rows = (page: Page, api: 'naive' | 'optimized') => side(page, api).getByRole('listitem').getByRole('button');
const names = async (page: Page, api: 'naive' | 'optimized') =>
  side(page, api).getByRole('list').locator('bdi.font-medium').allTextContents();

/** Both have answered what stands in the form. */
const bothAnswered = async (page: Page): Promise<void> => {
  await expect(page.getByTestId('comparison')).toContainText(/The optimised API took .* the naive one/);
};

test('one search, two answers: the same customers, and what each cost', async ({ page, product }) => {
  await open(page, product.url);
  await expect(page.getByTestId('counts')).toContainText(/the same [\d,]+ customers/);
  await bothAnswered(page);
  expect(await names(page, 'optimized')).toEqual(await names(page, 'naive'));

  await page.getByRole('radio', { name: 'contains' }).click();
  await page.getByLabel('First name').fill('an');
  await expect(page).toHaveURL(/first_name=an/);
  await bothAnswered(page);
  const found = await names(page, 'naive');
  expect(found.length).toBeGreaterThan(0);
  for (const name of found) expect(name.toLowerCase()).toContain('an');
  expect(await names(page, 'optimized')).toEqual(found);

  // The naive one asks again for every customer; the optimised one does not.
  await expect(side(page, 'naive').getByText(/^[\d,]+ queries$/)).toBeVisible();
  await expect(side(page, 'naive').getByTestId('answer-time')).toHaveText(/\d (µs|ms|s)$/);
});

test('the SQL that was sent, and its plan when asked for', async ({ page, product }) => {
  await open(page, product.url, 'last_name=er');
  await bothAnswered(page);
  const naive = side(page, 'naive');
  await naive.getByText('SQL and plans').click();
  await expect(naive.getByRole('region', { name: /^statement 1 of the naive API$/ })).toContainText('SELECT');
  await naive.getByRole('button', { name: 'Explain statement 1 of the naive API' }).click();
  await expect(naive.getByRole('region', { name: 'plan of statement 1 of the naive API' })).toContainText(
    'Execution Time',
  );
});

test('the optimised list goes on as it is scrolled, the naive one by its pages', async ({ page, product }) => {
  await open(page, product.url);
  await bothAnswered(page);
  await expect(rows(page, 'naive')).toHaveCount(20);
  const frame = page.getByRole('region', { name: 'Customers of the optimised API' });
  const before = await rows(page, 'optimized').count();
  await frame.scrollIntoViewIfNeeded();
  await frame.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect.poll(() => rows(page, 'optimized').count()).toBeGreaterThan(before);
  const all = await names(page, 'optimized');

  await page.getByRole('navigation', { name: 'Pages of the naive API' }).getByRole('button', { name: 'Next' }).click();
  await expect(page).toHaveURL(/[?&]page=2/);
  await expect(side(page, 'naive').getByText(/^Page 2 of /)).toBeVisible();
  await expect.poll(() => names(page, 'naive')).toEqual(all.slice(20, 40));
});

test('a shared link shows the same', async ({ page, context, product }) => {
  await open(page, product.url);
  await page.getByLabel('Country', { exact: true }).fill('germany');
  await page.getByRole('combobox', { name: 'Sort by' }).click();
  await page.getByRole('option', { name: 'Points' }).click();
  await bothAnswered(page);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page).toHaveURL(/page=2/);
  await bothAnswered(page);
  const seen = [await names(page, 'naive'), await names(page, 'optimized')];

  const colleague = await context.newPage();
  await colleague.goto(page.url());
  await bothAnswered(colleague);
  await expect(colleague.getByLabel('Country', { exact: true })).toHaveValue('germany');
  await expect(colleague.getByRole('combobox', { name: 'Sort by' })).toHaveText('Points');
  await expect.poll(async () => [await names(colleague, 'naive'), await names(colleague, 'optimized')]).toEqual(seen);
});

test('one customer opens from the list, and from a link', async ({ page, product }) => {
  await open(page, product.url);
  await bothAnswered(page);
  const [name = ''] = await names(page, 'optimized');
  await rows(page, 'optimized').first().click();
  await expect(page.getByRole('dialog', { name })).toContainText('Phone number');
  await expect(page).toHaveURL(/customer=\d+/);
  await page.reload();
  await expect(page.getByRole('dialog', { name })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/customer=/);
});

test('a wrong value is said beside its filter, also from a link, and nothing is asked', async ({ page, product }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('customerSearch.tryIt')) asked.push(request.url());
  });
  await open(page, product.url, 'min_points=abc');
  await expect(page.getByText('Must be a whole number from 0 to 2,147,483,647.')).toBeVisible();
  await expect(page.getByLabel('Points from')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(/^Nothing is asked while something in the search is wrong/)).toBeVisible();
  expect(asked).toEqual([]);
  await page.getByLabel('Points from').fill('10');
  await bothAnswered(page);
});

test('text of any script, quotes and wildcards are taken as they are', async ({ page, product }) => {
  for (const text of ["O'Neil %_\\", '🦊🦊', 'مرحبا بالعالم', '<b>bold</b>']) {
    await open(page, product.url, `match=contains&search=${encodeURIComponent(text)}`);
    await bothAnswered(page);
    await expect(page.getByLabel('Search', { exact: true })).toHaveValue(text);
    await expect(side(page, 'naive').getByText(/No customer matches/)).toBeVisible();
    await expect(side(page, 'optimized').getByText(/No customer matches/)).toBeVisible();
  }
});
