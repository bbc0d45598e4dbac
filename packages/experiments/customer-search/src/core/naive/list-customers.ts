import type { PrismaClient } from '@lab/db';
import type { NaivePage } from '../../contract/answers.ts';
import type { Customer } from '../../contract/customer.ts';
import { deepestPage, type NaiveListQuery } from '../../contract/list-query.ts';
import { findUsers } from './find-users.ts';
import { findUsersByNumber, mayBeNumber } from './find-users-by-number.ts';
import { readCustomer } from './read-customer.ts';

/** One page: its users, the count of all that match, then each user's address and relationship, one query after the other. */
export const listCustomers = async (
  prisma: PrismaClient,
  query: NaiveListQuery,
): Promise<Omit<NaivePage, 'performance'>> => {
  const { page, page_size, search } = query;
  const find = search !== undefined && mayBeNumber(search) ? findUsersByNumber : findUsers;
  const { users, count } = await find(prisma, query);
  const results: Customer[] = [];
  for (const user of users) results.push(await readCustomer(prisma, user));
  return {
    count,
    next: page * page_size < count && page < deepestPage ? page + 1 : null,
    previous: page > 1 ? page - 1 : null,
    results,
  };
};
