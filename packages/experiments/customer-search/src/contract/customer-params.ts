import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

/** `/customers/{id}`: the number that `id` of an item is. */
export const customerParamsSchema = z.strictObject({
  id: wholeNumber(1, 999_999_999_999_999).meta({ description: '`id` of a customer.' }),
});
