import type { PrismaClient } from '@lab/db';
import { type Customer, genders } from '../../contract/customer.ts';
import { formatDay, formatTime } from '../format-time.ts';
import type { NaiveUser } from './find-users.ts';

/** Nullable for the ORM's sake, which can only say NULLS LAST about such a column; a check constraint forbids the NULL. */
const given = <T>(value: T | null, column: string): T => {
  if (value === null) throw new Error(`${column} is NULL, which its check constraint forbids`);
  return value;
};

/** A customer as the API answers it. Two queries, one after the other: this is the N+1 of the naive API. */
export const readCustomer = async (prisma: PrismaClient, user: NaiveUser): Promise<Customer> => {
  const address =
    user.addressId === null ? null : await prisma.naiveAddress.findUnique({ where: { id: user.addressId } });
  const relationship = await prisma.naiveCustomerRelationship.findUnique({ where: { appUserId: user.id } });
  return {
    id: Number(user.id),
    first_name: user.firstName,
    last_name: user.lastName,
    gender: genders.find((gender) => gender === user.gender) ?? 'undefined',
    customer_id: user.customerId,
    phone_number: user.phoneNumber,
    created: formatTime(user.created),
    birthday: user.birthday && formatDay(user.birthday),
    last_updated: formatTime(user.lastUpdated),
    address: address && {
      street: address.street,
      street_number: address.streetNumber,
      city_code: address.cityCode,
      city: given(address.city, 'address.city'),
      country: given(address.country, 'address.country'),
    },
    relationship: relationship && {
      points: given(relationship.points, 'customer_relationship.points'),
      last_activity: formatTime(given(relationship.lastActivity, 'customer_relationship.last_activity')),
    },
  };
};
