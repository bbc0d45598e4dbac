// Every page in both themes, wide and narrow: nothing scrolls sideways, nothing errs, everything can be reached.
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './product.ts';
import { startRun } from './start-run.ts';

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const looks = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 1440, height: 900 },
  { theme: 'light', width: 390, height: 844 },
  { theme: 'dark', width: 390, height: 844 },
  { theme: 'light', width: 360, height: 740 },
  { theme: 'dark', width: 3840, height: 2160 },
] as const;

let run = '';
test.beforeAll(async ({ browser, product }) => {
  const page = await browser.newPage();
  await signIn(page, product);
  run = await startRun(page, product.url, {
    rounds: 2,
    rows: 1000,
    variants: ['prisma-create', 'insert-values', 'copy-text'],
  });
  await page.goto(`${product.url}/runs/${run}`);
  await expect(page.getByTestId('verdict')).toBeVisible({ timeout: 120_000 });
  await page.close();
});

test.beforeEach(async ({ page, product }) => signIn(page, product));

for (const { theme, ...viewport } of looks) {
  test(`${theme}, ${viewport.width} px wide`, async ({ page, product }, info) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
    });
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize(viewport);
    const pages = {
      home: '/',
      runs: '/runs',
      run: `/runs/${run}`,
      code: `/runs/${run}?tab=code`,
      samples: `/runs/${run}?tab=samples`,
      environment: `/runs/${run}?tab=environment`,
      question: '/experiments/bulk-writes',
      'try-it': '/experiments/bulk-writes?tab=try',
      form: '/experiments/bulk-writes?tab=run',
      settings: '/experiments/bulk-writes?tab=run&p.table=genes',
      results: '/experiments/bulk-writes?tab=results',
      customers: '/experiments/customer-search',
      'customers-search': '/experiments/customer-search?tab=try&first_name=a',
      'customers-wrong': '/experiments/customer-search?tab=try&min_points=abc',
      'customers-form': '/experiments/customer-search?tab=run',
      system: '/system',
      account: '/account',
    };
    for (const [title, path] of Object.entries(pages)) {
      await page.goto(product.url + path);
      await expect(page.getByRole('main')).toBeVisible();
      await expect(page.locator('[data-slot="skeleton"]')).toHaveCount(0);
      expect.soft(await sideways(page), `${title} scrolls sideways by so many pixels`).toBeLessThanOrEqual(0);
      // Hiding the caret would write into the page, and React would complain about it.
      await page.screenshot({ path: info.outputPath(`${title}.png`), fullPage: true, caret: 'initial' });
    }
    expect(problems).toEqual([]);
  });
}

test('the theme that was chosen stays', async ({ page, product }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(product.url);
  await page.getByRole('radio', { name: 'Dark theme' }).click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
});

test('a keyboard reaches the page and the menu, and focus is seen', async ({ page, product }) => {
  await page.goto(product.url);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const outline = await page.evaluate(() => {
    const style = document.activeElement && getComputedStyle(document.activeElement);
    return style ? `${style.outlineStyle} ${style.boxShadow}` : '';
  });
  expect(outline).not.toBe('none none');

  await page.goto(`${product.url}/experiments/bulk-writes`);
  // A key that comes before the page is alive is lost; the theme is marked only once it is.
  await expect(page.getByRole('radio', { checked: true })).toBeVisible();
  await page.getByRole('tab', { name: 'Question' }).focus();
  for (const name of ['Import genes', 'Run']) {
    await page.keyboard.press('ArrowRight');
    const tab = page.getByRole('tab', { name, exact: true });
    await expect(tab).toBeFocused();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
  }
});

test('code wraps on demand, and its buttons are beside it and speak', async ({ page, product }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${product.url}/runs/${run}?tab=code&left=copy-text`);
  const frame = page.getByRole('region', { name: 'code of COPY text' });
  const beyond = () => frame.evaluate((element) => element.scrollWidth - element.clientWidth);
  const wrap = page.getByRole('button', { name: 'Wrap long lines of code of COPY text' });
  await expect(wrap).toHaveAttribute('aria-pressed', 'false');
  expect(await beyond()).toBeGreaterThan(0);
  await wrap.press('Enter');
  await expect(wrap).toHaveAttribute('aria-pressed', 'true');
  expect(await beyond()).toBe(0);
  const sql = page.getByRole('region', { name: 'SQL of COPY text' });
  expect(await sql.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);

  const copy = page.getByRole('button', { name: 'Copy SQL of COPY text' });
  const [button, text] = [await copy.boundingBox(), await sql.boundingBox()];
  expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThanOrEqual(text?.y ?? 0);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await copy.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^COPY /m);
});

test('what few need is folded away, unless a link fills it in or it is wrong', async ({ page, product }) => {
  const form = `${product.url}/experiments/bulk-writes?tab=run`;
  await page.goto(form);
  await expect(page.getByLabel('Rows', { exact: true })).toBeVisible();
  await expect(page.getByLabel('Seed')).toBeHidden();
  await page.getByText('More settings').press('Enter');
  await page.getByLabel('Seed').fill('-1');
  await page.getByText('More settings').press('Enter');
  await expect(page.getByText(/^A whole number from 0 to/)).toBeVisible();

  await page.goto(`${form}&p.table=genes`);
  await expect(page.getByRole('combobox', { name: 'Table' })).toHaveText('Genes');
  await page.getByRole('combobox', { name: 'Table' }).click();
  // Its name for people, and beside it the one of the command line.
  await expect(page.getByRole('option', { name: 'Similarity scores' })).toContainText('similarities');
});

test('what does not exist says so', async ({ page, product }) => {
  const missing = await page.goto(`${product.url}/no/such/page`);
  expect(missing?.status()).toBe(404);
  await page.goto(`${product.url}/runs/0198c0de-0000-7000-8000-000000000000`);
  await expect(page.getByText(/There is no run 0198c0de/)).toBeVisible();
});
