import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';
import { reportFileVariable, type TestReport } from './test-report.ts';

/** Loaded by vitest: counts what ran, and keeps the name and the reason of what did not. */
export default class LabReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    // An error outside every test fails the run, so it counts as a failure too.
    let failed = unhandledErrors.length;
    let passed = 0;
    const skipped: TestReport['skipped'] = [];
    for (const module of modules) {
      // A file that cannot be loaded has no tests to fail.
      if (module.errors().length > 0) failed++;
      for (const suite of module.children.allSuites()) if (suite.errors().length > 0) failed++;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed++;
        else if (result.state === 'failed') failed++;
        else
          skipped.push({
            name: `${module.relativeModuleId} > ${test.fullName}`,
            reason: result.state === 'skipped' ? (result.note ?? 'skipped by its test file') : 'did not finish',
          });
      }
    }
    const file = process.env[reportFileVariable];
    if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped } satisfies TestReport));
  }
}
