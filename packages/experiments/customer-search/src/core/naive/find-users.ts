import type { Prisma, PrismaClient } from '@lab/db';
import type { NaiveListQuery } from '../../contract/list-query.ts';
import { orderByOf } from './order-by-of.ts';
import { whereOf } from './where-of.ts';

export type NaiveUser = Prisma.NaiveAppUserGetPayload<Record<never, never>>;

/** The users of a page, and how many match. */
export interface FoundUsers {
  readonly users: readonly NaiveUser[];
  readonly count: number;
}

/** By OFFSET: the database walks over every row of the pages before. */
export const findUsers = async (prisma: PrismaClient, query: NaiveListQuery): Promise<FoundUsers> => {
  const where = whereOf(query);
  const users = await prisma.naiveAppUser.findMany({
    where,
    orderBy: orderByOf(query),
    skip: (query.page - 1) * query.page_size,
    take: query.page_size,
  });
  const count = await prisma.naiveAppUser.count({ where });
  return { users, count };
};
