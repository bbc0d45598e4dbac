/** What can be switched off alone, to see what it contributes. */
export const optimizations = ['joins', 'keyset', 'indexes', 'fts', 'read-table', 'json', 'prepared', 'cache'] as const;
export type Optimization = (typeof optimizations)[number];

export const isOptimization = (text: string): text is Optimization => optimizations.some((known) => known === text);
