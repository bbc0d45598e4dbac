import { expect, type Page } from '@playwright/test';

/** A run that takes seconds: three ways, few rows. */
export interface SmallRun {
  readonly rounds: number;
  readonly rows: number;
  readonly variants: readonly string[];
}

/** Opens the form as a shared link fills it, and starts. Resolves with the id of the run once its card is there. */
export const startRun = async (page: Page, url: string, { rounds, rows, variants }: SmallRun): Promise<string> => {
  const form = new URLSearchParams({ tab: 'run', workload: 'create', rounds: String(rounds) });
  form.set('variants', variants.join(','));
  form.set('p.rows', String(rows));
  await page.goto(`${url}/experiments/bulk-writes?${form}`);
  await page.getByRole('button', { name: 'Start run' }).click();
  await expect(page).toHaveURL(/[?&]run=[0-9a-f-]{36}/);
  return new URL(page.url()).searchParams.get('run') ?? '';
};

/** Samples of which the tape says that they are done and right. */
export const doneCells = (page: Page) => page.locator('[data-testid="tape-cell"][data-status="ok"]');
