import type { Customer } from '../src/contract/customer.ts';

/** A customer as tests make it. Times are microseconds since 1970: PostgreSQL keeps those, a Date does not. */
export interface TestCustomer extends Omit<Customer, 'created' | 'last_updated' | 'relationship'> {
  readonly created: number;
  readonly last_updated: number;
  readonly relationship: { readonly points: number; readonly last_activity: number | null } | null;
}

/** ISO 8601 in UTC with six digits of a second. */
export const microsText = (micros: number): string => {
  const milliseconds = Math.floor(micros / 1000);
  return new Date(milliseconds).toISOString().replace('Z', `${String(micros - milliseconds * 1000).padStart(3, '0')}Z`);
};

/** The item that both APIs answer for it. */
export const answerOf = ({ created, last_updated, relationship, ...rest }: TestCustomer): Customer => {
  const cut = (micros: number) => new Date(Math.floor(micros / 1000)).toISOString();
  return {
    ...rest,
    created: cut(created),
    last_updated: cut(last_updated),
    relationship: relationship && {
      points: relationship.points,
      last_activity: relationship.last_activity === null ? null : cut(relationship.last_activity),
    },
  };
};
