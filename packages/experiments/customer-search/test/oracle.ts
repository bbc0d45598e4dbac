// What both APIs must answer, written as plainly as possible: every filter is a line, every order a list of keys.
import {
  type ContainsField,
  containsFields,
  type NaiveListQuery,
  orderOf,
  type SortKey,
} from '../src/contract/list-query.ts';
import type { TestCustomer } from './test-customer.ts';

/** Filters, search and order: what the two APIs have in common. */
export type OracleQuery = Omit<NaiveListQuery, 'page' | 'page_size'>;

/** Simple case mapping, a letter for a letter, as PostgreSQL's builtin C.UTF-8 does it. */
const lower = (text: string): string =>
  Array.from(text, (letter) => {
    const mapped = letter.toLowerCase();
    return [...mapped].length === 1 ? mapped : letter;
  }).join('');

const contains = (text: string | number | null | undefined, part: string): boolean =>
  text !== null && text !== undefined && lower(String(text)).includes(lower(part));

const textsOf = ({ address, ...customer }: TestCustomer): Readonly<Record<ContainsField, string | undefined>> => ({
  first_name: customer.first_name,
  last_name: customer.last_name,
  customer_id: customer.customer_id,
  phone_number: customer.phone_number,
  country: address?.country,
  city: address?.city,
  city_code: address?.city_code,
  street: address?.street,
  street_number: address?.street_number,
});

const between = <T extends string | number>(
  value: T | null | undefined,
  from: T | undefined,
  to: T | undefined,
): boolean => {
  if (from === undefined && to === undefined) return true;
  if (value === null || value === undefined) return false;
  return (from === undefined || value >= from) && (to === undefined || value <= to);
};

const micros = (time: string | undefined) => (time === undefined ? undefined : Date.parse(time) * 1000);

const searchedIn = (customer: TestCustomer, text: string): boolean => {
  const texts = textsOf(customer);
  const { birthday, relationship } = customer;
  return (
    containsFields.some((field) => contains(texts[field], text)) ||
    contains(birthday, text) ||
    contains(relationship?.points, text)
  );
};

const matches = (customer: TestCustomer, query: OracleQuery): boolean => {
  const texts = textsOf(customer);
  const { relationship } = customer;
  return (
    containsFields.every((field) => query[field] === undefined || contains(texts[field], query[field])) &&
    (query.gender === undefined || customer.gender === query.gender) &&
    (query.has_address === undefined || (customer.address !== null) === query.has_address) &&
    between(customer.birthday, query.birthday_from, query.birthday_to) &&
    between(customer.created, micros(query.created_from), micros(query.created_to)) &&
    between(customer.last_updated, micros(query.last_updated_from), micros(query.last_updated_to)) &&
    between(relationship?.last_activity, micros(query.last_activity_from), micros(query.last_activity_to)) &&
    between(relationship?.points, query.min_points, query.max_points) &&
    (query.search === undefined || searchedIn(customer, query.search))
  );
};

type Key = string | number | null;

const keysOf: Readonly<Record<SortKey, (customer: TestCustomer) => readonly Key[]>> = {
  created: ({ created }) => [created],
  full_name: ({ first_name, last_name }) => [first_name, last_name],
  first_name: ({ first_name }) => [first_name],
  last_name: ({ last_name }) => [last_name],
  customer_id: ({ customer_id }) => [customer_id],
  city: ({ address }) => [address?.city ?? null],
  country: ({ address }) => [address?.country ?? null],
  points: ({ relationship }) => [relationship?.points ?? null],
  last_activity: ({ relationship }) => [relationship?.last_activity ?? null],
  last_updated: ({ last_updated }) => [last_updated],
};

/** Texts by code points, which is the order of their UTF-8 bytes. */
const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : Buffer.compare(Buffer.from(`${a}`), Buffer.from(`${b}`));

/** Ids of all that match, in order. */
export const oracle = (customers: readonly TestCustomer[], query: OracleQuery): number[] => {
  const { key, ordering } = orderOf(query);
  const sign = ordering === 'ascending' ? 1 : -1;
  const order = (a: TestCustomer, b: TestCustomer): number => {
    const [left, right] = [keysOf[key](a), keysOf[key](b)];
    for (const [index, value] of left.entries()) {
      const other = right[index] ?? null;
      if (value === null || other === null) {
        if (value !== other) return value === null ? 1 : -1;
      } else {
        const result = compare(value, other);
        if (result !== 0) return sign * result;
      }
    }
    return sign * (a.id - b.id);
  };
  return customers
    .filter((customer) => matches(customer, query))
    .sort(order)
    .map(({ id }) => id);
};
