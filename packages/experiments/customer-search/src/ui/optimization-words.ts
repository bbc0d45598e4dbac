import type { Optimization } from '../contract/optimizations.ts';

interface OptimizationWords {
  readonly label: string;
  /** What it does, and what there is without it. */
  readonly description: string;
}

export const optimizationWords: Readonly<Record<Optimization, OptimizationWords>> = {
  joins: {
    label: 'Joins',
    description: 'A page and everything in it is one statement. Without: a query more for each customer of the page.',
  },
  keyset: {
    label: 'Keyset cursors',
    description:
      'A page begins right after the last row of the one before. Without: OFFSET, which reads and drops all rows before.',
  },
  indexes: {
    label: 'Indexes',
    description: 'Sort orders, trigrams and words have indexes. Without: the schema that has only its keys.',
  },
  fts: {
    label: 'Lexicon and full text',
    description:
      'Texts are looked up among distinct values and words first. Without: each row is searched for the text.',
  },
  'read-table': {
    label: 'Read table',
    description: 'One row has everything that a page shows, filters and sorts by. Without: three tables are joined.',
  },
  json: {
    label: 'JSON in SQL',
    description: 'The database writes the JSON that is sent. Without: rows become objects, and objects JSON.',
  },
  prepared: {
    label: 'Prepared statements',
    description: 'A statement is parsed once a session. Without: with every request.',
  },
  cache: {
    label: 'Cache',
    description: 'Keys of pages or whole answers are kept until a write. Without: every request asks the database.',
  },
};
