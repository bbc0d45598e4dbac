import type { TestCustomer } from './test-customer.ts';

const at = (time: string, micros = 0) => Date.parse(time) * 1000 + micros;

const anna: TestCustomer = {
  id: 1,
  first_name: 'Anna',
  last_name: 'Heights',
  gender: 'female',
  customer_id: 'cus:0a',
  phone_number: '+4917012345',
  created: at('2024-05-01T12:34:56.789Z', 999),
  birthday: '1990-12-31',
  last_updated: at('2024-06-01T00:00:00.000Z', 1),
  address: { street: 'Nicholas Heights', street_number: '19', city_code: '1010', city: 'Wien', country: 'Austria' },
  relationship: { points: 1990, last_activity: at('2024-07-01T10:00:00.500Z') },
};

/** Ties in every order, rows without an address, a relationship or a birthday, and texts that mean something to LIKE and SQL. */
export const someCustomers: readonly TestCustomer[] = [
  anna,
  { ...anna, id: 2, customer_id: 'CUS:0B', created: anna.created + 1, address: null, phone_number: '00431' },
  { ...anna, id: 3, customer_id: 'cus:0c', last_name: 'heights', relationship: null, birthday: null },
  {
    ...anna,
    id: 4,
    first_name: '100%_\\',
    customer_id: 'cus:0d',
    gender: 'non_binary',
    address: {
      street: 'O\'Neil "Weg"',
      street_number: '1',
      city_code: '80331',
      city: 'München',
      country: 'Deutschland',
    },
    relationship: { points: 0, last_activity: at('2023-01-01T00:00:00Z') },
  },
  {
    ...anna,
    id: 5,
    first_name: 'عمر',
    last_name: '😀李',
    customer_id: 'cus:0e',
    gender: 'male',
    created: at('2020-01-01T00:00:00Z'),
    birthday: '2000-02-29',
    last_updated: at('2020-01-01T00:00:00Z'),
    address: { street: 'Zeile', street_number: '7a', city_code: '1020', city: 'wien', country: 'Austria' },
    relationship: { points: 2_147_483_647, last_activity: at('2024-07-01T10:00:00.500Z') },
  },
  {
    ...anna,
    id: 6,
    first_name: '1000',
    customer_id: 'cus:0f',
    gender: 'undefined',
    created: at('2020-01-01T00:00:00Z'),
    address: null,
    relationship: null,
  },
  {
    ...anna,
    id: 7,
    first_name: 'Zoë',
    last_name: 'Null',
    customer_id: 'cus:10',
    phone_number: '+33',
    created: at('2019-01-01T00:00:00Z'),
    birthday: '1970-01-01',
    last_updated: at('2019-01-01T00:00:00Z'),
    address: { street: 'Rue', street_number: '4', city_code: '75001', city: 'Paris', country: 'France' },
    relationship: { points: 5, last_activity: null },
  },
];
