import { type CustomerRow, customerRow } from '../core/data/customer-row.ts';
import { mix } from '../core/data/mix.ts';

/** Rows that a load asks for: fixed by the seed, drawn from all customers, so that common names come as often as they are. */
export const drawnRows = (customers: number, seed: number, count: number): CustomerRow[] =>
  Array.from({ length: count }, (_, place) => customerRow(mix(place, 1, seed) % customers, seed));

/** One character less in the middle: the commonest slip, and one typo by everybody's count. */
export const mistyped = (word: string): string => {
  const middle = word.length >> 1;
  return word.slice(0, middle) + word.slice(middle + 1);
};

/** What people search for, one kind after the other: places, streets, names, the end of a phone number, a piece of an id. */
export const searchTerms = (rows: readonly CustomerRow[]): string[] =>
  rows.flatMap((row, place) => {
    const kinds = [
      row.address?.street,
      row.last_name,
      row.address?.city,
      row.phone_number.slice(-6),
      row.customer_id.slice(-8),
      row.first_name,
    ];
    const term = kinds[place % kinds.length];
    return term !== undefined && term.length >= 3 ? [term] : [];
  });
