import type { OptimizedListQuery } from '../../contract/list-query.ts';
import type { Optimization } from '../../contract/optimizations.ts';
import { type Condition, filterConditions } from './filter-conditions.ts';
import { identifying } from './identifying.ts';
import { lookUpValues } from './look-up-values.ts';
import { resolveWords, type WordTiers } from './resolve-words.ts';
import type { RunQuery } from './run-query.ts';
import { sourceOf } from './source.ts';
import type { Statement } from './statement.ts';
import { wordsQuery } from './words-query.ts';

/** What all statements of one request share. */
export interface PageQuery {
  readonly query: RunQuery;
  readonly asked: OptimizedListQuery;
  readonly without: ReadonlySet<Optimization>;
  readonly source: string;
  /** Of a search by words; undefined for every other request. */
  readonly words: readonly WordTiers[] | undefined;
  /** All but a search by words. */
  readonly filters: (statement: Statement) => readonly Condition[];
  /** Everything that a row must fulfil. */
  readonly conditions: (statement: Statement) => readonly Condition[];
}

/** Rows that a search by words finds at all, whatever their rank. */
const found = (statement: Statement, search: string, words: readonly WordTiers[]): Condition => {
  const ways = identifying(statement, search);
  const widest = wordsQuery(words, 'typo');
  if (widest !== undefined) ways.push(`c.document @@ ${statement.value(widest, 'tsquery')}`);
  return { sql: `(${ways.join(' OR ')})` };
};

/** Asks the lexicon, where there is one, so that conditions know how many rows pass. */
export const openPageQuery = async (
  query: RunQuery,
  asked: OptimizedListQuery,
  without: ReadonlySet<Optimization>,
): Promise<PageQuery> => {
  const hasLexicon = !without.has('fts') && !without.has('indexes');
  // Words are found in the read table; without them a search is what it is for the naive API.
  const hasWords = hasLexicon && !without.has('read-table') && !without.has('joins');
  const filter = hasWords ? asked : { ...asked, match: 'contains' as const };
  const lexicon = hasLexicon ? await lookUpValues(query, filter) : undefined;
  const search = filter.match === 'best' ? filter.search : undefined;
  const words = search === undefined ? undefined : await resolveWords(query, search);
  const filters = (statement: Statement) => filterConditions(statement, filter, lexicon);
  return {
    query,
    asked,
    without,
    source: sourceOf(without),
    words,
    filters,
    conditions: (statement) =>
      words && search !== undefined ? [...filters(statement), found(statement, search, words)] : filters(statement),
  };
};
