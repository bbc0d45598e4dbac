import type { PrismaClient } from '@lab/db';
import type { NaiveReader } from '../customer-reader.ts';
import { explainTimeout } from '../explain-timeout.ts';
import { getCustomer } from './get-customer.ts';
import { listCustomers } from './list-customers.ts';
import { withTrace } from './trace-pool.ts';

export interface NaiveReaderOptions {
  /** On a traced pool, where statements are to be counted. */
  readonly prisma: PrismaClient;
  /** What its sessions have as `statement_timeout`, for the sentence of the error. */
  readonly statementTimeoutMs: number;
}

/** The API of the first day: Prisma, page numbers, a count of everything, and two more queries for each customer of the page. */
export const createNaiveReader = ({ prisma, statementTimeoutMs }: NaiveReaderOptions): NaiveReader => {
  const inTime = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw explainTimeout(error, statementTimeoutMs);
    }
  };
  return {
    list: (query, trace) => inTime(withTrace(trace, () => listCustomers(prisma, query))),
    get: (id, trace) => inTime(withTrace(trace, () => getCustomer(prisma, id))),
  };
};
