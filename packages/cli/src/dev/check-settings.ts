import type { Settings } from './settings.ts';

/** Settings of parts that are not built yet: accepted, checked, and said to do nothing. */
const later = ['STORAGE_URL', 'FEED_STORE_URL', 'CLICKHOUSE_URL'] as const;

/** One sentence for each setting that is given and that nothing reads. */
export const checkSettings = (settings: Settings): readonly string[] =>
  later.filter((name) => settings[name]).map((name) => `${name} is set, but no experiment here uses it yet.`);
