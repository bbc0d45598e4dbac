import type { RunnerOutcome } from './run-runner.ts';

const counts = ({ passed, failed, skipped }: { passed: number; failed: number; skipped: number }): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** Skipped tests under their reasons, each reason once. */
const reasons = (outcomes: readonly RunnerOutcome[]): string[] => {
  const byReason = new Map<string, string[]>();
  for (const { name, reason } of outcomes.flatMap(({ skipped }) => skipped))
    byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  return [...byReason].flatMap(([reason, names]) => [
    `Skipped, ${reason}:`,
    ...names.slice(0, 20).map((name) => `  ${name}`),
    ...(names.length > 20 ? [`  and ${names.length - 20} more`] : []),
  ]);
};

/** The closing lines. The last one is alone on its line and always of the form `N passed, N failed, N skipped`. */
export const summarise = (outcomes: readonly RunnerOutcome[]): string[] => {
  const total = { passed: 0, failed: 0, skipped: 0 };
  const lines = outcomes.map((outcome) => {
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped += outcome.skipped.length;
    const own = counts({ ...outcome, skipped: outcome.skipped.length });
    return `${outcome.name.padEnd(10)}  ${own}  (${outcome.seconds.toFixed(0)} s)`;
  });
  return [...reasons(outcomes), ...lines, counts(total)];
};
