// `lab test`: everything that this machine can test, and what it cannot, by name.
//
// vitest (unit tests, then those that need Postgres, Redis or processes), then Playwright in a real Chromium against the
// product as it is built and started for people. Output is live; the last line is always `N passed, N failed, N skipped`.
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { missingTools } from './missing-tools.ts';
import { planRunners, productionBuild } from './plan-runners.ts';
import { type Runner, type RunnerOutcome, runRunner } from './run-runner.ts';
import { summarise } from './summarise.ts';

const checkout = fileURLToPath(new URL('../../../..', import.meta.url));

interface Where {
  readonly root: string;
  readonly signal: AbortSignal;
}

/** Without a browser: the names of the tests, all skipped. */
const listBrowserTests = async (playwright: Runner, where: Where): Promise<RunnerOutcome> => {
  const listed = { ...playwright, args: [...playwright.args, '--list'] };
  const outcome = await runRunner(listed, { ...where, quiet: true });
  const reason = 'because there is no Chromium on PATH';
  return { ...outcome, skipped: outcome.skipped.map((test) => ({ ...test, reason })) };
};

/** The tests drive the production build, as people will; what only development has, one file starts for itself. */
const runBrowserTests = async (playwright: Runner, where: Where): Promise<RunnerOutcome> => {
  const build = await runRunner(productionBuild(where.root), where);
  return build.failed > 0 ? build : runRunner(playwright, where);
};

/** Runs what the arguments ask for; true when nothing failed, and nothing was skipped unless that is allowed. */
const runTests = async (args: readonly string[], { skips }: { skips: boolean }): Promise<boolean> => {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const missing = await missingTools();
  for (const tool of missing) console.log(`No ${tool.needed} on PATH: skips ${tool.for}. Mend: ${tool.install}`);

  const { vitest, playwright } = planRunners(checkout, args);
  const where = { root: checkout, signal: stop.signal };
  const outcomes: RunnerOutcome[] = [];
  if (vitest) outcomes.push(await runRunner(vitest, where));
  if (playwright && !stop.signal.aborted) {
    const browser = missing.every(({ needed }) => needed !== 'chromium');
    outcomes.push(await (browser ? runBrowserTests : listBrowserTests)(playwright, where));
  }

  console.log('');
  const skipped = outcomes.some((outcome) => outcome.skipped.length > 0);
  if (skipped && !skips) console.log('Skipped tests fail this run (--no-skips):');
  for (const line of summarise(outcomes)) console.log(line);
  return !stop.signal.aborted && outcomes.every(({ failed }) => failed === 0) && (skips || !skipped);
};

export const configure = (command: Command): void => {
  command
    .argument(
      '[args...]',
      'file filters and options for vitest, or for Playwright when one names a *.pw.ts file or e2e',
    )
    .option('--no-skips', 'exit 1 when anything was skipped (CI)')
    .allowUnknownOption()
    .addHelpText(
      'after',
      '\nExamples:\n  lab test\n  lab test packages/bulk\n  lab test -t "rolls back"\n  lab test e2e/run.pw.ts',
    )
    .action(async (args: string[], { skips }: { skips: boolean }) => {
      if (!(await runTests(args, { skips }))) process.exitCode = 1;
    });
};
