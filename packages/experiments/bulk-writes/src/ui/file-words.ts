import { formatBytes } from '@lab/bench';

/** An uploaded file in words: `scores.tsv, 1.20 MB`; what is not known is left out. */
export const fileWords = (name: string | null, bytes: number | null): string =>
  [name ?? 'Uploaded file', ...(bytes === null ? [] : [formatBytes(bytes)])].join(', ');
