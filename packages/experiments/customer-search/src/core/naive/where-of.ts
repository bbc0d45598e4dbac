import type { Prisma } from '@lab/db';
import type { NaiveListQuery } from '../../contract/list-query.ts';
import { escapeLike } from '../escape-like.ts';

// Prisma leaves out what is undefined.

/** ILIKE. Prisma hands the text over as it is, so % and _ would be wildcards. */
const contains = (text: string | undefined): { contains: string; mode: 'insensitive' } | undefined =>
  text === undefined ? undefined : { contains: escapeLike(text), mode: 'insensitive' };

const time = (text: string | undefined) => (text === undefined ? undefined : new Date(text));

const between = <T>(gte: T | undefined, lte: T | undefined) =>
  gte === undefined && lte === undefined ? undefined : { gte, lte };

/** A condition of a related row, or nothing: an empty one would still ask for the row to be there. */
const related = <T extends object>(condition: T): T | undefined =>
  Object.values(condition).some((value) => value !== undefined) ? condition : undefined;

/** Points and birthday are missing on purpose: a text that may be in a number or a date goes another way (find-users-by-number.ts). */
const searched = (text: string): Prisma.NaiveAppUserWhereInput[] => [
  { firstName: contains(text) },
  { lastName: contains(text) },
  { customerId: contains(text) },
  { phoneNumber: contains(text) },
  // One condition of the address with five parts: five of one part would be five joins.
  {
    address: {
      OR: [
        { street: contains(text) },
        { streetNumber: contains(text) },
        { cityCode: contains(text) },
        { city: contains(text) },
        { country: contains(text) },
      ],
    },
  },
];

/** Every filter of the query, and its search, as Prisma's condition. */
export const whereOf = (query: NaiveListQuery): Prisma.NaiveAppUserWhereInput => ({
  firstName: contains(query.first_name),
  lastName: contains(query.last_name),
  customerId: contains(query.customer_id),
  phoneNumber: contains(query.phone_number),
  gender: query.gender,
  birthday: between(time(query.birthday_from), time(query.birthday_to)),
  created: between(time(query.created_from), time(query.created_to)),
  lastUpdated: between(time(query.last_updated_from), time(query.last_updated_to)),
  ...(query.has_address !== undefined && { addressId: query.has_address ? { not: null } : null }),
  address: related({
    country: contains(query.country),
    city: contains(query.city),
    cityCode: contains(query.city_code),
    street: contains(query.street),
    streetNumber: contains(query.street_number),
  }),
  relationship: related({
    points: between(query.min_points, query.max_points),
    lastActivity: between(time(query.last_activity_from), time(query.last_activity_to)),
  }),
  ...(query.search !== undefined && { OR: searched(query.search) }),
});
