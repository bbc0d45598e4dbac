import { isRanked, naiveListSchema, type Ordering, optimizedListSchema, orderOf } from '../contract/list-query.ts';
import { commonFields, rareFields } from './search-fields.ts';

/** Texts of the search by name of their parameter, as typed or as a link has them; empty ones are not asked for. */
export type SearchTexts = Readonly<Partial<Record<string, string>>>;

type UrlQuery = Readonly<Record<string, string>>;

export interface AskedQuery {
  /** Parameters of each API, as they stand in its address. */
  readonly naive: UrlQuery;
  readonly optimized: UrlQuery;
  /** What is wrong, a sentence by parameter. Nothing is asked while something is. */
  readonly errors: Readonly<Record<string, string>>;
  /** By rank: neither a sort key nor a direction. */
  readonly ranked: boolean;
  readonly sortBy: string;
  readonly ordering: Ordering;
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

const edges = new Map(
  [...commonFields, ...rareFields].flatMap((field) =>
    field.kind === 'day' && field.edge ? [[field.name as string, field.edge] as const] : [],
  ),
);

/** A day where the parameter is a time: all of that day counts. */
const inFull = (name: string, text: string): string => {
  const edge = isDay(text) ? edges.get(name) : undefined;
  return edge ? `${text}T${edge === 'start' ? '00:00:00.000' : '23:59:59.999'}Z` : text;
};

const sentence = (message: string): string => {
  const text = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  return text.endsWith('.') ? text : `${text}.`;
};

/**
 * What both APIs are asked for. The page looks for the best match unless it is told otherwise; the APIs' own default is `contains`.
 */
export const askedQuery = (texts: SearchTexts): AskedQuery => {
  const given = Object.entries(texts).flatMap(([name, text]) => (text ? [[name, inFull(name, text)] as const] : []));
  const { page, total, ...filters } = Object.fromEntries(given);
  const shared: UrlQuery = filters.search && !filters.match ? { ...filters, match: 'best' } : filters;
  const naive = page ? { ...shared, page } : shared;
  const optimized = total ? { ...shared, total } : shared;
  const checked = [naiveListSchema.safeParse(naive), optimizedListSchema.safeParse(optimized)] as const;
  const errors: Record<string, string> = {};
  for (const { error } of checked)
    for (const { path, message } of error?.issues ?? []) errors[String(path[0] ?? '')] ??= sentence(message);
  const query = checked[1].data;
  return {
    naive,
    optimized,
    errors,
    ranked: query ? isRanked(query) : false,
    sortBy: query ? orderOf(query).key : (filters.sort_by ?? 'created'),
    ordering: query ? orderOf(query).ordering : 'descending',
  };
};
