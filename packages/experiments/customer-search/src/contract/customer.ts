import { z } from 'zod';

export const genders = ['undefined', 'male', 'female', 'non_binary'] as const;

const timestamp = (description: string) =>
  z.iso.datetime({ precision: 3 }).meta({ description, example: '2024-05-01T12:34:56.789Z' });

export const addressSchema = z
  .object({
    street: z.string(),
    street_number: z.string(),
    city_code: z.string(),
    city: z.string(),
    country: z.string(),
  })
  .meta({ id: 'Address' });

const relationshipSchema = z
  .object({
    points: z.int(),
    last_activity: timestamp('When the customer last did something, in UTC; null when never.').nullable(),
  })
  .meta({ id: 'Relationship' });

/** One customer as both APIs answer it: same keys, same order of keys, times in UTC with milliseconds. */
export const customerSchema = z
  .object({
    id: z.int(),
    first_name: z.string(),
    last_name: z.string(),
    gender: z.enum(genders),
    customer_id: z.string().meta({ example: 'cus:0b5a7e5fd1c24b6e8f4f6a1f2b3c4d5e' }),
    phone_number: z.string(),
    created: timestamp('When the account was made, in UTC.'),
    birthday: z.iso.date().nullable(),
    last_updated: timestamp('When the account was last changed, in UTC.'),
    address: addressSchema.nullable(),
    relationship: relationshipSchema.nullable(),
  })
  .meta({ id: 'Customer' });
export type Customer = z.infer<typeof customerSchema>;
