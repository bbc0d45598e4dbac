import type { PrismaClient } from '@lab/db';
import { type Customer, genders } from '../../contract/customer.ts';
import { formatDay, formatTime } from '../format-time.ts';
import type { NaiveUser } from './find-users.ts';

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
      // Nullable in the tables only so that Prisma lets say NULLS LAST; neither the generator nor an API leaves them out.
      city: address.city ?? '',
      country: address.country ?? '',
    },
    relationship: relationship && {
      points: relationship.points ?? 0,
      last_activity: relationship.lastActivity && formatTime(relationship.lastActivity),
    },
  };
};
