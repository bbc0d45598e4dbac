import type { RunQuery } from './run-query.ts';

/** What a word of the search may stand for, cumulative: a tier holds those of the tiers before it. */
export interface WordTiers {
  readonly exact: readonly string[];
  readonly prefix: readonly string[];
  readonly typo: readonly string[];
}

const mostPrefixes = 50;
const mostTypos = 20;
/** Longer searches are cut: each word costs a look-up, and nobody is found by eleven. */
const mostWords = 10;

const foldedSql = `SELECT token FROM regexp_split_to_table(optimized.fold($1::text), '[^[:alnum:]]+') AS token
  WHERE token <> '' LIMIT ${mostWords}`;

/** By the rule of Meilisearch. https://www.meilisearch.com/docs/learn/relevancy/typo_tolerance_settings */
const typosAllowed = (token: string): number => {
  const { length } = [...token];
  if (length < 5) return 0;
  return length < 9 ? 1 : 2;
};

/**
 * Two neighbours swapped are one slip of the fingers (Damerau 1964) but two edits to Levenshtein, so they are looked up as they are.
 * What else differs by little shares trigrams, which the index knows.
 */
const nearSql = (token: string, typos: number): string => `
  SELECT near.word FROM (
    SELECT w.word, w.rows FROM optimized.word AS w WHERE w.word % ${token} AND levenshtein_less_equal(w.word, ${token}, ${typos}) <= ${typos}
    UNION
    SELECT w.word, w.rows FROM generate_series(1, length(${token}) - 1) AS place JOIN optimized.word AS w
      ON w.word = overlay(${token} PLACING reverse(substr(${token}, place, 2)) FROM place FOR 2)
  ) AS near ORDER BY near.rows DESC, near.word LIMIT ${mostTypos}`;

/** A statement part for each word, because an index is only used for a value that is known beforehand. */
const wordSql = (word: string, place: number): string => {
  const token = `$${place + 1}::text`;
  const typos = typosAllowed(word);
  return `SELECT ${place} AS place,
    ARRAY(SELECT w.word FROM optimized.word AS w WHERE w.word = ${token}),
    ARRAY(SELECT w.word FROM optimized.word AS w WHERE w.word > ${token} AND w.word < ${token} || chr(1114111)
      ORDER BY w.rows DESC, w.word LIMIT ${mostPrefixes}),
    ${typos === 0 ? `'{}'::text[]` : `ARRAY(${nearSql(token, typos)})`}`;
};

/**
 * Looks the words of a search up among the distinct words of all customers: as they are, as beginnings, and with typing errors. Errors
 * are sought among some ten thousand words, not three million rows.
 */
export const resolveWords = async (query: RunQuery, search: string): Promise<WordTiers[]> => {
  const folded = await query<[string]>({ sql: foldedSql, values: [search] });
  if (folded.length === 0) return [];
  const tokens = folded.map(([token]) => token);
  const sql = `${tokens.map(wordSql).join(' UNION ALL ')} ORDER BY place`;
  const rows = await query<[number, string[], string[], string[]]>({ sql, values: tokens });
  return rows.map(([, exact, prefix, typo]) => ({
    exact,
    prefix: [...exact, ...prefix],
    typo: [...new Set([...exact, ...prefix, ...typo])],
  }));
};
