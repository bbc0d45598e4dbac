import { type Customer, customerSchema } from '../../contract/customer.ts';
import type { CustomerApi } from '../../contract/try-it.ts';
import type { NaiveReader, OptimizedReader } from '../customer-reader.ts';

interface GetCustomerOptions {
  readonly naive: NaiveReader;
  readonly optimized: OptimizedReader;
  readonly api: CustomerApi;
  readonly id: number;
}

/** One customer as one of both APIs answers it. @throws LabError `customer-not-found` */
export const getCustomer = async ({ naive, optimized, api, id }: GetCustomerOptions): Promise<Customer> => {
  const trace = { queries: 0 };
  return api === 'naive'
    ? await naive.get(id, trace)
    : customerSchema.parse(JSON.parse(await optimized.get(id, trace)));
};
