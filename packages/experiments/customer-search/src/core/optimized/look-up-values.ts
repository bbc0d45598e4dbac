import type { CustomerFilter } from '../../contract/list-query.ts';
import { containsFields } from '../../contract/list-query.ts';
import { type LexiconField, lexiconFields } from '../tables/read-table.ts';
import { containsPattern } from './contains-pattern.ts';
import type { RunQuery } from './run-query.ts';

/** What the lexicon knows about a field and a needle. */
export interface FoundValues {
  /** About how many rows have one of the values. */
  readonly rows: number;
  /** null where there are too many to send along. */
  readonly values: readonly string[] | null;
}

/** By field: for its own filter, and for `search`. */
export interface LexiconAnswer {
  readonly filters: ReadonlyMap<LexiconField, FoundValues>;
  readonly search: ReadonlyMap<LexiconField, FoundValues>;
}

/** More values than this are compared row by row. */
const mostValues = 1000;

const isLexiconField = (field: string): field is LexiconField => lexiconFields.some((known) => known === field);

const columns = `coalesce(sum(v.rows), 0)::float8, CASE WHEN count(*) <= ${mostValues} THEN coalesce(array_agg(v.value), '{}') END`;

/** Of one field: its part of the primary key, or the trigrams. */
const ofField = (field: LexiconField, place: number): string =>
  `SELECT ${place}, '${field}', ${columns} FROM optimized.field_value AS v WHERE v.field = '${field}' AND v.value ILIKE $${place + 1}::text`;

/** Of all fields: the trigrams. */
const ofAll = (place: number): string =>
  `SELECT ${place}, v.field, ${columns} FROM optimized.field_value AS v WHERE v.value ILIKE $${place + 1}::text GROUP BY v.field`;

/**
 * Which of the distinct values contain the needles: one statement for all filters. A value that is asked for exactly is what a b-tree
 * knows, and the counts say how many rows to expect, which no planner can know of a LIKE with a parameter.
 */
export const lookUpValues = async (query: RunQuery, filter: CustomerFilter): Promise<LexiconAnswer> => {
  const asked = containsFields.flatMap((field) => {
    const needle = filter[field];
    return needle !== undefined && isLexiconField(field) ? [{ field, needle }] : [];
  });
  const searched = filter.search !== undefined && filter.match === 'contains' ? [filter.search] : [];
  const filters = new Map<LexiconField, FoundValues>();
  const search = new Map<LexiconField, FoundValues>();
  const parts = [...asked.map(({ field }, place) => ofField(field, place)), ...searched.map(() => ofAll(asked.length))];
  if (parts.length === 0) return { filters, search };
  const values = [...asked.map(({ needle }) => needle), ...searched].map(containsPattern);
  const rows = await query<[number, string, number, string[] | null]>({ sql: parts.join(' UNION ALL '), values });
  for (const [place, field, count, found] of rows) {
    if (!isLexiconField(field)) continue;
    const target = place < asked.length ? filters : search;
    target.set(field, { rows: count, values: found });
  }
  return { filters, search };
};
