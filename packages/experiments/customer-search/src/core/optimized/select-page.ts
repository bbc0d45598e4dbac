import type { Ordering } from '../../contract/list-query.ts';
import type { Position } from './cursor.ts';
import type { Condition } from './filter-conditions.ts';
import { pagePart, type Segment } from './page-parts.ts';
import type { RunQuery } from './run-query.ts';
import type { SortColumns } from './sort-columns.ts';
import { Statement } from './statement.ts';

export interface SelectedRow {
  readonly id: string;
  /** As a cursor carries it. */
  readonly key: readonly string[] | null;
  /** JSON text, or the columns that were asked for. */
  readonly item: readonly unknown[];
}

export interface PageRequest {
  readonly query: RunQuery;
  readonly source: string;
  readonly sort: SortColumns;
  readonly ordering: Ordering;
  /** Makes the conditions on a statement of its own for each segment. */
  readonly conditions: (statement: Statement) => readonly Condition[];
  readonly item: string;
  readonly limit: number;
  readonly from?: Position | undefined;
}

export const toRow = ([id = '', ...columns]: readonly string[], sort: SortColumns, segment: Segment): SelectedRow => {
  const keys = sort.columns.length;
  return { id, key: segment === 'null' ? null : columns.slice(0, keys), item: columns.slice(keys) };
};

/** Below this many matches, finding all and sorting them costs less than walking the order until enough have passed. */
const fewRows = 8000;

const segmentsFor = ({ sort, from }: PageRequest): readonly Segment[] => {
  if (!sort.nullable) return ['valued'];
  if (!from) return ['valued', 'null'];
  if (from.toward === 'next') return from.key === null ? ['null'] : ['valued', 'null'];
  return from.key === null ? ['null', 'valued'] : ['valued'];
};

/**
 * Up to `limit` rows after a position, nearest first (so, toward `previous`, in reverse). The second segment is only asked when the
 * first has too few.
 */
export const selectPage = async (request: PageRequest): Promise<SelectedRow[]> => {
  const { query, sort, from, limit } = request;
  const rows: SelectedRow[] = [];
  for (const segment of segmentsFor(request)) {
    if (rows.length === limit) break;
    const statement = new Statement();
    const conditions = request.conditions(statement);
    const least = Math.min(...conditions.map(({ rows: count = Number.POSITIVE_INFINITY }) => count));
    const few = least <= fewRows;
    const begins = from && (from.key === null) === (segment === 'null');
    const sql = pagePart(statement, segment, {
      ...request,
      conditions,
      few,
      toward: from?.toward ?? 'next',
      limit: limit - rows.length,
      after: begins ? from : undefined,
    });
    const found = await query<string[]>({ sql, values: statement.values, replan: conditions.length > 0 && !few });
    rows.push(...found.map((columns) => toRow(columns, sort, segment)));
  }
  return rows;
};
