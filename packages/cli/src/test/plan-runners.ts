import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Runner } from './run-runner.ts';

const vitestReporter = fileURLToPath(new URL('./vitest-reporter.ts', import.meta.url));
const playwrightReporter = fileURLToPath(new URL('./playwright-reporter.ts', import.meta.url));

/** True for what only Playwright understands: a browser test file or the folder of them. */
const isBrowserTest = (argument: string): boolean => /(^|\/)e2e(\/|$)|\.pw\.ts(:\d+)?$/.test(argument);

export interface Plan {
  readonly vitest?: Runner;
  readonly playwright?: Runner;
}

/** The production build, which the browser tests of that mode need. Turbo has it at hand when no source changed. */
export const productionBuild = (root: string): Runner => ({
  name: 'Build',
  script: join(root, 'node_modules/turbo/bin/turbo'),
  args: ['run', 'build', '--concurrency=100%', '--output-logs=errors-only'],
});

/**
 * Which runners run with which arguments. Without arguments: both, everything. With arguments: they go to one runner, because no
 * option means the same to both: to Playwright when one of them names a browser test, else to vitest.
 */
export const planRunners = (root: string, args: readonly string[]): Plan => {
  const vitest: Runner = {
    name: 'vitest',
    script: join(root, 'node_modules/vitest/vitest.mjs'),
    args: ['run', '--reporter=default', `--reporter=${vitestReporter}`, ...args],
  };
  const playwright: Runner = {
    name: 'Playwright',
    script: join(root, 'node_modules/@playwright/test/cli.js'),
    args: ['test', `--reporter=list,${playwrightReporter}`, ...args],
  };
  if (args.length === 0) return { vitest, playwright };
  return args.some(isBrowserTest) ? { playwright } : { vitest };
};
