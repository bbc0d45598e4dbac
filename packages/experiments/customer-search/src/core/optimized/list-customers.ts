import { isRanked, orderOf } from '../../contract/list-query.ts';
import type { JsonPage } from '../customer-reader.ts';
import { countMatches } from './count-matches.ts';
import type { CursorCodec, Offset, Position } from './cursor.ts';
import { fetchItems, rowsToJson } from './fetch-items.ts';
import { itemColumns, itemJson } from './item-columns.ts';
import type { PageQuery } from './page-query.ts';
import { rankedIds } from './ranked-ids.ts';
import { selectByOffset } from './select-by-offset.ts';
import { type SelectedRow, selectPage } from './select-page.ts';
import { sortColumns } from './sort-columns.ts';

interface ListedRow {
  readonly id: string;
  /** JSON text; undefined where only keys were asked for. */
  readonly item: string | undefined;
}

export interface ListedPage extends Omit<JsonPage, 'results'> {
  readonly rows: readonly ListedRow[];
}

interface ListOptions {
  readonly page: PageQuery;
  readonly cursors: CursorCodec;
  readonly keysOnly: boolean;
}

const placeOf = ({ page: { asked, without }, cursors }: ListOptions): Position | Offset | undefined => {
  if (asked.cursor !== undefined) return cursors.decode(asked, asked.cursor);
  if (asked.page !== undefined) return { offset: (asked.page - 1) * asked.page_size };
  return without.has('keyset') || isRanked(asked) ? { offset: 0 } : undefined;
};

const itemOf = ({ page: { without }, keysOnly }: ListOptions): string => {
  if (keysOnly || without.has('joins')) return 'NULL';
  return without.has('json') ? itemColumns : itemJson;
};

/** Items that the page's own statement brought, or those that have to be asked for one by one. */
const toListed = async (options: ListOptions, rows: readonly SelectedRow[]): Promise<ListedRow[]> => {
  const { page, keysOnly } = options;
  if (keysOnly) return rows.map(({ id }) => ({ id, item: undefined }));
  const ids = rows.map(({ id }) => id);
  const items = page.without.has('joins')
    ? await fetchItems(page.query, page.without, ids)
    : page.without.has('json')
      ? rowsToJson(rows.map(({ item }) => item))
      : rows.map(({ item }) => String(item[0]));
  return ids.map((id, place) => ({ id, item: items[place] }));
};

type Slice = Pick<ListedPage, 'next' | 'previous' | 'rows'>;

const byOffset = async (options: ListOptions, { offset }: Offset): Promise<Slice> => {
  const { page, cursors, keysOnly } = options;
  const { asked, query, without } = page;
  const size = asked.page_size;
  const code = (at: number) => cursors.encode(asked, { offset: at });
  const { words } = page;
  const search = isRanked(asked) ? asked.search : undefined;
  const { key, ordering } = orderOf(asked);
  const listed = async (): Promise<ListedRow[]> => {
    if (words !== undefined && search !== undefined) {
      const all = await rankedIds({ ...page, words, search, count: offset + size + 1 });
      const ids = all.slice(offset, offset + size + 1);
      if (keysOnly) return ids.map((id) => ({ id, item: undefined }));
      const items = await fetchItems(query, without, ids);
      return items.map((item, place) => ({ id: ids[place] ?? '', item }));
    }
    const request = { ...page, sort: sortColumns[key], ordering, item: itemOf(options), limit: size + 1, offset };
    return toListed(options, await selectByOffset(request));
  };
  const rows = await listed();
  return {
    next: rows.length > size ? code(offset + size) : null,
    previous: offset > 0 ? code(Math.max(0, offset - size)) : null,
    rows: rows.slice(0, size),
  };
};

const byKey = async (options: ListOptions, from: Position | undefined): Promise<Slice> => {
  const { page, cursors } = options;
  const { asked } = page;
  const size = asked.page_size;
  const { key, ordering } = orderOf(asked);
  const request = { ...page, sort: sortColumns[key], ordering, item: itemOf(options), limit: size + 1, from };
  const found = await selectPage(request);
  const more = found.length > size;
  const back = from?.toward === 'previous';
  const rows = back ? found.slice(0, size).reverse() : found.slice(0, size);
  const edge = (toward: Position['toward'], row: SelectedRow | undefined) =>
    row ? cursors.encode(asked, { toward, key: row.key, id: row.id }) : null;
  return {
    // Whoever came from a later page can go back to it.
    next: back || more ? edge('next', rows.at(-1)) : null,
    previous: (back ? more : from !== undefined) ? edge('previous', rows[0]) : null,
    rows: await toListed(options, rows),
  };
};

/** One page of customers. @throws LabError `bad-cursor`, `query-too-slow` */
export const listCustomers = async (options: ListOptions): Promise<ListedPage> => {
  const { page } = options;
  const { total } = page.asked;
  const place = placeOf(options);
  const slice = place && 'offset' in place ? await byOffset(options, place) : await byKey(options, place);
  if (total === 'none') return slice;
  return { ...slice, total: await countMatches({ ...page, kind: total }) };
};
