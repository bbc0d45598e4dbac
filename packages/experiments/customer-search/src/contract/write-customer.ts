import { z } from 'zod';
import { type addressSchema, genders } from './customer.ts';

const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1, `must have 1 to ${most} characters`)
    .max(most, `must have 1 to ${most} characters`)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'must be text without U+0000');

const writtenAddress = z.strictObject({
  street: words(200),
  street_number: words(20),
  city_code: words(20),
  city: words(100),
  country: words(100),
} satisfies Record<keyof z.infer<typeof addressSchema>, z.ZodType>);

const fields = {
  first_name: words(100),
  last_name: words(100),
  gender: z.enum(genders),
  phone_number: z
    .string()
    .regex(/^\+?[1-9]\d{7,14}$/, 'must be 8 to 15 digits that do not begin with 0, after an optional +'),
  birthday: z.iso
    .date('must be a date such as 1990-12-31')
    .refine((day) => Date.parse(day) < Date.now(), 'must be in the past')
    .refine((day) => day >= '1900-01-01', 'must be 1900-01-01 or later')
    .nullable(),
  address: writtenAddress.nullable(),
};

const mostPoints = 2_147_483_647;

/** Body of POST. */
export const createCustomerSchema = z
  .strictObject({
    ...fields,
    address: fields.address.default(null),
    initial_points: z.int(`must be a whole number from 0 to ${mostPoints}`).min(0).max(mostPoints).default(0),
  })
  .meta({ id: 'NewCustomer' });
export type CreateCustomer = z.output<typeof createCustomerSchema>;

/** Body of PATCH: what is given changes; `address: null` takes the address away. */
export const patchCustomerSchema = z
  .strictObject({ ...fields, points: z.int().min(0).max(mostPoints) })
  .partial()
  .refine((body) => Object.keys(body).length > 0, 'must change at least one thing')
  .meta({ id: 'CustomerChange' });
export type PatchCustomer = z.output<typeof patchCustomerSchema>;
