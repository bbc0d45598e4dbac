import { isLabError } from '@lab/errors';
import { z } from 'zod';
import { customerSchema } from '../../contract/customer.ts';
import { naiveListSchema, optimizedListSchema } from '../../contract/list-query.ts';
import type { AnsweredPage, TriedPage, TryIt } from '../../contract/try-it.ts';
import type { NaiveReader, OptimizedReader, RequestTrace } from '../customer-reader.ts';
import { groupStatements } from './group-statements.ts';
import { readQuery } from './read-query.ts';
import type { Statement, StatementLog } from './statement-log.ts';

export interface TryListOptions {
  readonly naive: NaiveReader;
  readonly optimized: OptimizedReader;
  /** The optimised reader behind its cache; absent where the host has none. */
  readonly cached?: OptimizedReader | undefined;
  readonly log: StatementLog;
  /** Account whose request it is. */
  readonly caller: string;
  readonly request: TryIt;
}

type Answer = Pick<AnsweredPage, 'results' | 'nextCursor' | 'count' | 'total'>;

/** Asks, and says how to read what came: reading JSON again is the page's business and not part of the answer's time. */
type Ask = (options: TryListOptions, trace: RequestTrace) => Promise<() => Answer>;

const customers = z.array(customerSchema);

const askNaive: Ask = async ({ naive, request }, trace) => {
  const { results, count } = await naive.list(readQuery(naiveListSchema, request.query), trace);
  return () => ({ results, count, nextCursor: null, total: null });
};

const askOptimized: Ask = async (options, trace) => {
  const { cursor, query, cached } = options.request;
  const reader = (cached && options.cached) || options.optimized;
  const asked = readQuery(optimizedListSchema, { ...query, ...(cursor ? { cursor } : {}) });
  const { results, next, total } = await reader.list(asked, trace);
  return () => ({
    results: customers.parse(JSON.parse(results)),
    nextCursor: next,
    count: null,
    total: total ?? null,
  });
};

/**
 * Sends one request to one of both APIs and tells what it did. Running into the time-out is an outcome too.
 * @throws LabError `bad-input`, `bad-cursor`
 */
export const tryList = async (options: TryListOptions): Promise<TriedPage> => {
  const statements: Statement[] = [];
  const trace: RequestTrace = { queries: 0, statements };
  const start = performance.now();
  const sent = () => ({
    seconds: (performance.now() - start) / 1000,
    queries: trace.queries,
    sentId: options.log.keep(options.caller, statements),
    statements: groupStatements(statements),
  });
  const ask = options.request.api === 'naive' ? askNaive : askOptimized;
  try {
    const read = await ask(options, trace);
    const did = sent();
    return { outcome: 'page', ...read(), ...did };
  } catch (error) {
    if (isLabError(error) && error.code === 'query-too-slow')
      return { outcome: 'too-slow', sentence: error.message, ...sent() };
    throw error;
  }
};
