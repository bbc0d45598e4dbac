import { writeFileSync } from 'node:fs';
import type { Reporter, Suite } from '@playwright/test/reporter';
import { reportFileVariable, type TestReport } from './test-report.ts';

/** Loaded by Playwright: the same report as the one from vitest. In `--list` mode every test counts as skipped. */
export default class LabReporter implements Reporter {
  #suite: Suite | undefined;
  #errors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  /** Errors outside every test: a file that does not load, a global setup that fails. */
  onError(): void {
    this.#errors++;
  }

  onEnd(): void {
    const report: TestReport = { passed: 0, failed: this.#errors, skipped: [] };
    for (const test of this.#suite?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === 'expected') report.passed++;
      else if (outcome === 'skipped')
        report.skipped.push({
          name: test.titlePath().filter(Boolean).join(' > '),
          reason: test.annotations.find(({ type }) => type === 'skip')?.description ?? 'skipped by its test file',
        });
      // A test that passes only when repeated is not passed: whoever reads the count should look at it.
      else report.failed++;
    }
    const file = process.env[reportFileVariable];
    if (file) writeFileSync(file, JSON.stringify(report));
  }

  printsToStdio(): boolean {
    return false;
  }
}
