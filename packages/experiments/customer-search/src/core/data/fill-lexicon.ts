import { type LexiconField, lexiconFields, lexiconValueSql } from '../tables/read-table.ts';

/** The distinct values of one field with their rows, into an empty lexicon. */
export const fillFieldSql = (schema: string, field: LexiconField): string =>
  `INSERT INTO ${schema}.field_value (field, value, rows)
   SELECT '${field}', ${lexiconValueSql(field)}, count(*)::int FROM ${schema}.customer AS c
    WHERE ${lexiconValueSql(field)} IS NOT NULL GROUP BY 2`;

/** Fields of which the words are in `document`. */
const worded = lexiconFields.filter((field) => field !== 'points' && field !== 'birthday');

/**
 * The words of all values, with the rows that those have: thousands of values are read instead of millions of documents. A row that
 * has a word twice is counted twice, which is near enough for a choice between plans.
 */
export const fillWordsSql = (schema: string): string =>
  `INSERT INTO ${schema}.word (word, rows)
   SELECT w.word COLLATE "C", sum(v.rows)::int
     FROM ${schema}.field_value AS v
     CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector('simple'::regconfig, optimized.fold(v.value)))) AS w (word)
    WHERE v.field IN (${worded.map((field) => `'${field}'`).join(', ')})
    GROUP BY 1`;

/** Counts the rows from an id on, whose values the triggers have put there already. */
export const countAddedSql = `
  INSERT INTO optimized.field_value AS f (field, value, rows)
  SELECT v.field, v.value, count(*)::int
    FROM optimized.customer AS c
    CROSS JOIN LATERAL (VALUES ${lexiconFields.map((field) => `('${field}', ${lexiconValueSql(field)})`).join(', ')}) AS v (field, value)
   WHERE c.id >= $1 AND v.value IS NOT NULL GROUP BY 1, 2
  ON CONFLICT (field, value) DO UPDATE SET rows = f.rows + excluded.rows`;

export const countAddedWordsSql = `
  INSERT INTO optimized.word AS o (word, rows)
  SELECT w.word COLLATE "C", count(*)::int
    FROM optimized.customer AS c CROSS JOIN LATERAL unnest(tsvector_to_array(c.document)) AS w (word)
   WHERE c.id >= $1 GROUP BY 1
  ON CONFLICT (word) DO UPDATE SET rows = o.rows + excluded.rows`;
