import type { Pool } from 'pg';
import { naiveListSchema } from '../src/contract/list-query.ts';
import type { NaiveReader } from '../src/core/customer-reader.ts';
import { loadCustomers } from './load-customers.ts';
import type { ReaderAdapter } from './reader-adapter.ts';

export const naiveAdapter = (pool: Pool, reader: NaiveReader): ReaderAdapter => ({
  name: 'naive',
  load: (customers) => loadCustomers(pool, 'naive', customers),
  pages: async (parameters) => {
    const pages: number[][] = [];
    for (let next: number | null = 1; next !== null; ) {
      const query = naiveListSchema.parse({ ...parameters, page: String(next) });
      const page = await reader.list(query, { queries: 0 });
      pages.push(page.results.map(({ id }) => id));
      next = page.next;
    }
    return pages;
  },
});
