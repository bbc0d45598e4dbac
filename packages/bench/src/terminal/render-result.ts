import type { BenchResult } from '../contract/result.ts';
import { type Colors, marksOf } from './paint.ts';
import { renderComparisonTable } from './render-comparison-table.ts';
import { renderTape } from './render-tape.ts';

/** What stays on the screen at the end: tape, table, notes, verdict, and the command that repeats the run. */
export const renderResult = (result: BenchResult, colors: Colors, width: number): string => {
  const marks = marksOf(result.variants, colors);
  const { experiment, plan, environment } = result;
  const counts = `differences count from ${Number((plan.tau * 100).toPrecision(3))} %`;
  const server = environment.postgres
    ? `PostgreSQL ${environment.postgres.version} (${environment.postgres.server})`
    : 'no database';
  return [
    `${colors.bold(experiment.title)} · ${plan.workload} · ${experiment.dataset.description}`,
    colors.dim(`${environment.cpu}, ${environment.cores} cores · Node ${environment.node} · ${server} · ${counts}`),
    '',
    `${colors.dim('order of the samples')}  ${renderTape(result.samples, marks, colors, width - 22)}`,
    '',
    renderComparisonTable(result, marks, colors, width),
    '',
    ...result.notes.map((note) => colors.dim(`· ${note}`)),
    ...(result.notes.length > 0 ? [''] : []),
    colors.bold(result.verdict),
    '',
    `${colors.dim('repeat')}  ${plan.command}`,
  ].join('\n');
};
