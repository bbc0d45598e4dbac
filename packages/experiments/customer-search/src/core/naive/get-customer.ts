import type { PrismaClient } from '@lab/db';
import { LabError } from '@lab/errors';
import type { Customer } from '../../contract/customer.ts';
import { readCustomer } from './read-customer.ts';

/** @throws LabError `customer-not-found` */
export const getCustomer = async (prisma: PrismaClient, id: number): Promise<Customer> => {
  const user = await prisma.naiveAppUser.findUnique({ where: { id } });
  if (!user) throw new LabError('customer-not-found', { customer: id });
  return readCustomer(prisma, user);
};
