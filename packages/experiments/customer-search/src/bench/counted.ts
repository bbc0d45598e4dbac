import type { RequestTrace } from '../core/customer-reader.ts';

/** Statements and requests of a host so far. */
export interface HostCount {
  queries: number;
  requests: number;
}

type List<Query, Page> = (query: Query, trace: RequestTrace) => Promise<Page>;

/** The list of a reader, with its requests and their statements counted, whatever came of them. */
export const counted =
  <Query, Page>(list: List<Query, Page>, count: HostCount): List<Query, Page> =>
  async (query, trace) => {
    const before = trace.queries;
    try {
      return await list(query, trace);
    } finally {
      count.requests += 1;
      count.queries += trace.queries - before;
    }
  };
