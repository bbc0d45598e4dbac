import { type OptimizedListQuery, optimizedListSchema } from '../../../src/contract/list-query.ts';

/** A query as the route would hand it on. */
export const listQuery = (parameters: Readonly<Record<string, string>> = {}): OptimizedListQuery =>
  optimizedListSchema.parse(parameters);
