import { Prisma, type PrismaClient } from '@lab/db';
import {
  type ContainsField,
  containsFields,
  type NaiveListQuery,
  orderOf,
  type SortKey,
} from '../../contract/list-query.ts';
import { escapeLike } from '../escape-like.ts';
import type { FoundUsers } from './find-users.ts';

/** Whether points or a birthday (1990-12-31) can contain this. */
export const mayBeNumber = (search: string): boolean => /^[\d-]+$/.test(search);

const columns: Readonly<Record<ContainsField, Prisma.Sql>> = {
  first_name: Prisma.sql`u.first_name`,
  last_name: Prisma.sql`u.last_name`,
  customer_id: Prisma.sql`u.customer_id`,
  phone_number: Prisma.sql`u.phone_number`,
  country: Prisma.sql`a.country`,
  city: Prisma.sql`a.city`,
  city_code: Prisma.sql`a.city_code`,
  street: Prisma.sql`a.street`,
  street_number: Prisma.sql`a.street_number`,
};

const keys: Readonly<Record<SortKey, readonly string[]>> = {
  created: ['u.created'],
  full_name: ['u.first_name', 'u.last_name'],
  first_name: ['u.first_name'],
  last_name: ['u.last_name'],
  customer_id: ['u.customer_id'],
  city: ['a.city'],
  country: ['a.country'],
  points: ['r.points'],
  last_activity: ['r.last_activity'],
  last_updated: ['u.last_updated'],
};

const source = Prisma.sql`
  FROM naive.app_user u
  LEFT JOIN naive.address a ON a.id = u.address_id
  LEFT JOIN naive.customer_relationship r ON r.app_user_id = u.id`;

const contains = (column: Prisma.Sql, text: string) => Prisma.sql`${column} ILIKE ${`%${escapeLike(text)}%`}`;

const searched = (text: string): Prisma.Sql => {
  const inTexts = containsFields.map((field) => contains(columns[field], text));
  const inPoints = contains(Prisma.sql`r.points::text`, text);
  const inBirthday = contains(Prisma.sql`to_char(u.birthday, 'YYYY-MM-DD')`, text);
  return Prisma.sql`(${Prisma.join([...inTexts, inPoints, inBirthday], ' OR ')})`;
};

const utc = (time: string) => new Date(time).toISOString();

/** The same conditions as `whereOf`, in SQL. */
const conditionsOf = (query: NaiveListQuery): Prisma.Sql[] => {
  const all: Prisma.Sql[] = [];
  for (const field of containsFields) {
    const text = query[field];
    if (text !== undefined) all.push(contains(columns[field], text));
  }
  const { birthday_from, birthday_to, created_from, created_to, last_updated_from, last_updated_to } = query;
  const { last_activity_from, last_activity_to, min_points, max_points, gender, has_address, search } = query;
  if (gender !== undefined) all.push(Prisma.sql`u.gender = ${gender}`);
  if (birthday_from !== undefined) all.push(Prisma.sql`u.birthday >= ${birthday_from}::date`);
  if (birthday_to !== undefined) all.push(Prisma.sql`u.birthday <= ${birthday_to}::date`);
  if (created_from !== undefined) all.push(Prisma.sql`u.created >= ${utc(created_from)}::timestamptz`);
  if (created_to !== undefined) all.push(Prisma.sql`u.created <= ${utc(created_to)}::timestamptz`);
  if (last_updated_from !== undefined) all.push(Prisma.sql`u.last_updated >= ${utc(last_updated_from)}::timestamptz`);
  if (last_updated_to !== undefined) all.push(Prisma.sql`u.last_updated <= ${utc(last_updated_to)}::timestamptz`);
  if (last_activity_from !== undefined)
    all.push(Prisma.sql`r.last_activity >= ${utc(last_activity_from)}::timestamptz`);
  if (last_activity_to !== undefined) all.push(Prisma.sql`r.last_activity <= ${utc(last_activity_to)}::timestamptz`);
  if (min_points !== undefined) all.push(Prisma.sql`r.points >= ${min_points}::int`);
  if (max_points !== undefined) all.push(Prisma.sql`r.points <= ${max_points}::int`);
  if (has_address !== undefined)
    all.push(has_address ? Prisma.sql`u.address_id IS NOT NULL` : Prisma.sql`u.address_id IS NULL`);
  if (search !== undefined) all.push(searched(search));
  return all;
};

const orderSql = (query: NaiveListQuery): Prisma.Sql => {
  const { key, ordering } = orderOf(query);
  const direction = ordering === 'ascending' ? 'ASC' : 'DESC';
  return Prisma.raw([...keys[key], 'u.id'].map((column) => `${column} ${direction} NULLS LAST`).join(', '));
};

/**
 * For a search text that may be in points or a birthday: Prisma has no `contains` for numbers and dates. Handing it the ids that
 * match would break where they are more than a statement has parameters (`19` is in most birthdays), so the page is found in SQL.
 */
export const findUsersByNumber = async (prisma: PrismaClient, query: NaiveListQuery): Promise<FoundUsers> => {
  const where = Prisma.sql`WHERE ${Prisma.join(conditionsOf(query), ' AND ')}`;
  const offset = (query.page - 1) * query.page_size;
  const found = await prisma.$queryRaw<{ id: bigint }[]>`
    SELECT u.id ${source} ${where} ORDER BY ${orderSql(query)} LIMIT ${query.page_size} OFFSET ${offset}`;
  const counted = await prisma.$queryRaw<{ count: bigint }[]>`SELECT count(*) ${source} ${where}`;
  const ids = found.map(({ id }) => id);
  const users = await prisma.naiveAppUser.findMany({ where: { id: { in: ids } } });
  const byId = new Map(users.map((user) => [user.id, user]));
  return { users: ids.flatMap((id) => byId.get(id) ?? []), count: Number(counted[0]?.count ?? 0) };
};
