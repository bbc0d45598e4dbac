import type { Ordering } from '../../contract/list-query.ts';
import type { Position } from './cursor.ts';
import type { Condition } from './filter-conditions.ts';
import { asCursorText, type SortColumns } from './sort-columns.ts';
import type { Statement } from './statement.ts';

/**
 * Rows with a value of the sort key, or those without: two ranges of one index. A row comparison would skip NULLs, and
 * NULLS LAST in both directions is an order that one b-tree cannot have.
 */
export type Segment = 'valued' | 'null';

interface PartOptions {
  readonly source: string;
  readonly sort: SortColumns;
  readonly ordering: Ordering;
  readonly toward: Position['toward'];
  readonly conditions: readonly Condition[];
  /** What is selected of each row, beside its sort key and id. */
  readonly item: string;
  readonly limit: number;
  /** From here, excluded. */
  readonly after?: Pick<Position, 'key' | 'id'> | undefined;
  readonly offset?: number | undefined;
  /** So few rows pass the conditions that they are found first and sorted then. */
  readonly few: boolean;
}

const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;

const boundary = (statement: Statement, { sort, after }: PartOptions, segment: Segment, sign: '>' | '<'): string[] => {
  if (!after) return [];
  const id = statement.value(after.id, 'bigint');
  if (segment === 'null' || after.key === null) return [`c.id ${sign} ${id}`];
  const { key } = after;
  const names = sort.columns.map(({ name }) => `c.${name}`);
  const values = sort.columns.map(({ type }, place) => statement.value(key[place] ?? null, type));
  // One comparison of rows is one range of the index; `a < x OR (a = x AND id < y)` is a filter over all that came before.
  return [`(${[...names, 'c.id'].join(', ')}) ${sign} (${[...values, id].join(', ')})`];
};

/** The statement of one segment: columns are id, sort key as text …, item. */
export const pagePart = (statement: Statement, segment: Segment, options: PartOptions): string => {
  const { source, sort, conditions, item, limit, offset, few } = options;
  const descending = (options.ordering === 'descending') !== (options.toward === 'previous');
  const direction = descending ? 'DESC' : 'ASC';
  const names = sort.columns.map(({ name }) => `c.${name}`);
  const only = sort.nullable ? names.map((name) => `${name} IS ${segment === 'null' ? '' : 'NOT '}NULL`) : [];
  const matching = conditions.map(({ sql }) => sql);
  const rest = [...only, ...boundary(statement, options, segment, descending ? '<' : '>')];
  // Behind OFFSET 0 nothing is pushed down: all that match are found first, by their keys alone, and then sorted.
  const from = few
    ? `(SELECT ${['c.id', ...names].join(', ')} FROM ${source} ${where(matching)} OFFSET 0) AS c ${where(rest)}`
    : `${source} ${where([...matching, ...rest])}`;
  const order = [...names, 'c.id'].map((name) => `${name} ${direction}`).join(', ');
  const columns = ['c.id::text', ...sort.columns.map(asCursorText), item].join(', ');
  // The limit is part of the text: a plan for any limit would expect a tenth of the table and sort it.
  const cut = `ORDER BY ${order} LIMIT ${Math.trunc(limit)}`;
  if (offset === undefined && !few) return `SELECT ${columns} FROM ${from} ${cut}`;
  // Deferred join: rows that are only skipped or sorted out are never fetched whole.
  const skip = offset === undefined ? '' : ` OFFSET ${statement.value(offset, 'bigint')}`;
  const page = `SELECT c.id FROM ${from} ${cut}${skip}`;
  return `SELECT ${columns} FROM (${page}) AS page JOIN ${source} ON c.id = page.id ORDER BY ${order}`;
};
