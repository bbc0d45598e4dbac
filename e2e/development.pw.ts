// What only `npx pnpm@12 dev` has.
import { resolve } from 'node:path';
import { readState } from '../packages/services/src/index.ts';
import { expect, test } from './product.ts';

test.use({ mode: 'development' });

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test.beforeAll(async () => {
  const state = await readState(resolve(import.meta.dirname, '..'));
  const running = state?.mode === 'development' && isAlive(state.pid);
  // biome-ignore lint/suspicious/noSkippedTests: Next.js allows one development server per checkout, and a person has it now
  test.skip(running, `because \`lab dev\` runs in this checkout (process ${state?.pid})`);
});

test('one click signs in on the same machine, and the page hydrates without a complaint', async ({ page, product }) => {
  // Until Next.js has compiled its first page the front door says 503, with a page that comes back by itself.
  const firstPage = async () => (await page.request.get(`${product.url}/sign-in`)).status();
  await expect.poll(firstPage, { timeout: 120_000 }).toBe(200);

  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
  await page.goto(`${product.url}/sign-in`);
  await page.getByRole('button', { name: 'Continue as administrator' }).click();
  await expect(page).toHaveURL(`${product.url}/`);
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.goto(`${product.url}/experiments/bulk-writes?tab=run`);
  await expect(page.getByRole('button', { name: 'Start run' })).toBeEnabled();
  expect(problems).toEqual([]);
});
