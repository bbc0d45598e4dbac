import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { optimizedListSchema } from '../contract/list-query.ts';
import { createOptimizedReader } from '../core/optimized/create-optimized-reader.ts';
import { benchCursors } from './deep-pages.ts';
import type { Step } from './step.ts';

const file = (step: Step): string => join(step.scratch, 'bare.json');

/** The first page as text: what the constant answer is, so that it is as long as a real one. */
export const writeBareBody = async (step: Step, pool: Pool): Promise<void> => {
  const reader = createOptimizedReader({ pool, cursors: benchCursors, statementTimeoutMs: 60_000 });
  const { next, previous, results } = await reader.list(optimizedListSchema.parse({}), { queries: 0 });
  const performance = { execution_time_s: 0.000123, query_count: 1 };
  const body = `{"next":${JSON.stringify(next)},"previous":${JSON.stringify(previous)},"results":${results},"performance":${JSON.stringify(performance)}}`;
  await writeFile(file(step), body);
};

export const readBareBody = (step: Step): Promise<string> => readFile(file(step), 'utf8');
