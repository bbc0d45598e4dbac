import type { Pool } from 'pg';
import { optimizedListSchema } from '../src/contract/list-query.ts';
import type { OptimizedReader } from '../src/core/customer-reader.ts';

import { loadCustomers } from './load-customers.ts';
import type { ReaderAdapter } from './reader-adapter.ts';

export const idsOf = (results: string): number[] => {
  const items: { readonly id: number }[] = JSON.parse(results);
  return items.map(({ id }) => id);
};

/** The optimised reader as the property about both sees it; goes to the end by `next`, and back to the beginning by `previous`. */
export const optimizedAdapter = (
  pool: Pool,
  reader: OptimizedReader,
  name = 'optimised',
  schema: 'naive' | 'optimized' = 'optimized',
): ReaderAdapter => ({
  name,
  load: (customers) => loadCustomers(pool, schema, customers),
  pages: async (parameters) => {
    const read = (cursor: string | null) =>
      reader.list(optimizedListSchema.parse({ ...parameters, ...(cursor !== null && { cursor }) }), { queries: 0 });
    const forth: number[][] = [];
    let page = await read(null);
    forth.push(idsOf(page.results));
    while (page.next !== null) {
      page = await read(page.next);
      forth.push(idsOf(page.results));
    }
    const back: number[][] = [idsOf(page.results)];
    while (page.previous !== null) {
      page = await read(page.previous);
      back.unshift(idsOf(page.results));
    }
    if (JSON.stringify(back) !== JSON.stringify(forth))
      throw new Error(`${name} went forth by ${JSON.stringify(forth)} and back by ${JSON.stringify(back)}`);
    return forth;
  },
});
