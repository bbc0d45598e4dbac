import { LabError } from '@lab/errors';
import type { Pool } from 'pg';
import type { RunStatus, RunSummary } from '../contract.ts';
import { type RunRow, runColumns, toRunSummary } from './run-row.ts';

export interface ListRunsOptions {
  readonly pool: Pool;
  readonly experiment?: string | undefined;
  readonly status?: RunStatus | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  /** Rows a page; default 25. */
  readonly limit?: number | undefined;
}

export interface RunPage {
  readonly items: readonly RunSummary[];
  readonly nextCursor: string | null;
}

const toCursor = (row: RunRow) => Buffer.from(`${row.created_at.toISOString()} ${row.id}`).toString('base64url');

const fromCursor = (cursor: string): readonly [string, string] => {
  const [, createdAt, id] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([\da-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (createdAt === undefined || id === undefined)
    throw new LabError('bad-input', { problem: `"${cursor}" is not a cursor; take nextCursor of the page before.` });
  return [createdAt, id];
};

/**
 * Newest first, by keyset pagination: a run that starts meanwhile neither repeats nor hides one on the next page, and a late page
 * costs what the first one costs. https://use-the-index-luke.com/no-offset
 * @throws LabError `bad-input` for a cursor that no page gave.
 */
export const listRuns = async (options: ListRunsOptions): Promise<RunPage> => {
  const limit = options.limit ?? 25;
  const [createdAt, id] = options.cursor === undefined ? [null, null] : fromCursor(options.cursor);
  const { rows } = await options.pool.query<RunRow>(
    `SELECT ${runColumns} FROM run
     WHERE ($1::text IS NULL OR experiment = $1) AND ($2::text IS NULL OR status = $2)
       AND ($3::timestamptz IS NULL OR (created_at, id) < ($3::timestamptz, $4::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $5`,
    [options.experiment ?? null, options.status ?? null, createdAt, id, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(toRunSummary), nextCursor: rows.length > limit && last ? toCursor(last) : null };
};
