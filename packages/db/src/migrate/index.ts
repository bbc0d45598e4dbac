export { diff } from './diff.ts';
export { type MigrateOptions, type MigrateResult, migrate } from './migrate.ts';
export { reset } from './reset.ts';
