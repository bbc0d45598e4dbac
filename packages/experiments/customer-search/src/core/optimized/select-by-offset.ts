import { pagePart } from './page-parts.ts';
import { type PageRequest, type SelectedRow, toRow } from './select-page.ts';
import { Statement } from './statement.ts';

export interface OffsetRequest extends Omit<PageRequest, 'from'> {
  readonly offset: number;
}

/** Rows to skip among those without a value, when the page begins behind all that have one. */
const skippedAmongNulls = async (request: OffsetRequest): Promise<number> => {
  const { query, source, sort, offset } = request;
  const statement = new Statement();
  const valued = sort.columns.map(({ name }) => `c.${name} IS NOT NULL`);
  const conditions = [...request.conditions(statement).map(({ sql }) => sql), ...valued];
  const sql = `SELECT count(*)::int FROM ${source} WHERE ${conditions.join(' AND ')}`;
  const [row] = await query<[number]>({ sql, values: statement.values, replan: true });
  return Math.max(0, offset - (row?.[0] ?? 0));
};

/** A page by counting rows: for people who type a page number, with a cap on its depth, and for lists without keyset pagination. */
export const selectByOffset = async (request: OffsetRequest): Promise<SelectedRow[]> => {
  const { query, sort, limit, offset } = request;
  const part = async (segment: 'valued' | 'null', wanted: number, skip: number): Promise<SelectedRow[]> => {
    const statement = new Statement();
    const conditions = request.conditions(statement);
    const options = { ...request, conditions, few: false, toward: 'next', limit: wanted, offset: skip } as const;
    const sql = pagePart(statement, segment, options);
    const found = await query<string[]>({ sql, values: statement.values, replan: conditions.length > 0 });
    return found.map((columns) => toRow(columns, sort, segment));
  };
  const valued = await part('valued', limit, offset);
  if (!sort.nullable || valued.length === limit) return valued;
  const skip = valued.length > 0 ? 0 : await skippedAmongNulls(request);
  return [...valued, ...(await part('null', limit - valued.length, skip))];
};
