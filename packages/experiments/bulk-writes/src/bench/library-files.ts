import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Source folder of the library whose verbs are measured. */
export const librarySources = new URL('./', pathToFileURL(createRequire(import.meta.url).resolve('@lab/bulk')));

const copying = ['copy/copy-rows.ts', 'copy/row-encoder.ts'];

/** Beside the verb of a variant's own name: the files where its work is done. A variant without an entry is its own code. */
const behind: Readonly<Record<string, readonly string[]>> = {
  'insert-values': ['verbs/write-batches.ts', 'sql/values-list.ts', 'sql/batch-rows.ts'],
  'insert-unnest': ['verbs/write-batches.ts', 'sql/unnest-list.ts', 'sql/batch-rows.ts'],
  'insert-on-conflict': ['verbs/write-batches.ts', 'sql/on-conflict-sql.ts', 'sql/unnest-list.ts', 'sql/batch-rows.ts'],
  'copy-text': ['verbs/copy-into.ts', ...copying],
  'copy-binary': ['verbs/copy-into.ts', ...copying],
  'copy-parallel': ['parallel/load-parallel.ts', 'parallel/parallel-staging.ts', 'copy/row-encoder.ts'],
  'replace-table': [
    'replace/create-replacement.ts',
    'replace/rebuild-indexes.ts',
    'replace/swap-tables.ts',
    ...copying,
  ],
  'update-values': ['verbs/write-batches.ts', 'sql/values-list.ts', 'sql/batch-rows.ts'],
  'update-unnest': ['verbs/write-batches.ts', 'sql/unnest-list.ts', 'sql/batch-rows.ts'],
  'staging-update': ['sql/staging.ts', ...copying],
  'staging-merge': ['sql/staging.ts', 'sql/write-staged.ts', ...copying],
  'staging-upsert': ['sql/on-conflict-sql.ts', 'sql/staging.ts', 'sql/write-staged.ts', ...copying],
};

/** Files of the library that a variant runs, its verb first. */
export const libraryFiles = (variant: string): string[] => {
  const files = behind[variant];
  return files ? [`verbs/${variant}.ts`, ...files].map((file) => new URL(file, librarySources).href) : [];
};
