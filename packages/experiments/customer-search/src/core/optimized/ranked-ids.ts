import type { Condition } from './filter-conditions.ts';
import { identifying } from './identifying.ts';
import type { PageQuery } from './page-query.ts';
import { Statement } from './statement.ts';
import { wordsQuery } from './words-query.ts';

export interface RankedRequest extends Pick<PageQuery, 'query' | 'source' | 'filters'> {
  readonly words: NonNullable<PageQuery['words']>;
  readonly search: string;
  /** So many of the best are wanted. */
  readonly count: number;
}

/** Ranking reads each row that it ranks, so only so many of each tier are. */
const mostCandidates = 1000;

const also = (conditions: readonly Condition[]): string => conditions.map(({ sql }) => ` AND ${sql}`).join('');

const identified = async ({ query, source, search, filters, count }: RankedRequest): Promise<string[]> => {
  const statement = new Statement();
  const ways = identifying(statement, search);
  const sql = `SELECT c.id::text FROM ${source} WHERE (${ways.join(' OR ')})${also(filters(statement))}
    ORDER BY c.created DESC, c.id DESC LIMIT ${Math.trunc(count)}`;
  const rows = await query<[string]>({ sql, values: statement.values, replan: ways.length > 1 });
  return rows.map(([id]) => id);
};

interface TierRequest extends RankedRequest {
  readonly matching: string;
  /** What the tiers before this one have matched. */
  readonly beyond: string | undefined;
  readonly known: readonly string[];
}

const ofTier = async ({ query, source, filters, count, matching, beyond, known }: TierRequest): Promise<string[]> => {
  const statement = new Statement();
  const wanted = statement.value(matching, 'tsquery');
  const fresh = [
    ...(beyond === undefined ? [] : [{ sql: `NOT c.document @@ ${statement.value(beyond, 'tsquery')}` }]),
    ...(known.length === 0 ? [] : [{ sql: `c.id <> ALL(${statement.value(known, 'bigint[]')})` }]),
  ];
  // Weights of D, C, B, A: a name counts more than a place, a place more than a street.
  const sql = `SELECT best.id::text FROM (
      SELECT c.id, ts_rank('{0.1, 0.2, 0.4, 1.0}', c.document, ${wanted}) AS rank
      FROM ${source} WHERE c.document @@ ${wanted}${also(fresh)}${also(filters(statement))} LIMIT ${mostCandidates}
    ) AS best ORDER BY best.rank DESC, best.id DESC LIMIT ${Math.trunc(count)}`;
  const rows = await query<[string]>({ sql, values: statement.values, replan: true });
  return rows.map(([id]) => id);
};

/**
 * The best matches, best first: what is identified by a number, then rows that have every word, then every word as a beginning, then
 * with typing errors. A tier is only asked when those before it have too few; inside one `ts_rank` decides.
 */
export const rankedIds = async (request: RankedRequest): Promise<string[]> => {
  const ids = await identified(request);
  const known = [...ids];
  let beyond: string | undefined;
  for (const tier of ['exact', 'prefix', 'typo'] as const) {
    if (ids.length >= request.count) return ids;
    const matching = wordsQuery(request.words, tier);
    if (matching === undefined || matching === beyond) continue;
    ids.push(...(await ofTier({ ...request, count: request.count - ids.length, matching, beyond, known })));
    beyond = matching;
  }
  return ids;
};
