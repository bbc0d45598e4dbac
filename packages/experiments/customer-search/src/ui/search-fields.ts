import { genders } from '../contract/customer.ts';
import type { OptimizedListQuery } from '../contract/list-query.ts';

type Parameter = Exclude<keyof OptimizedListQuery, 'cursor'>;

interface FieldBase {
  /** Name of the parameter in both APIs, and in the address of the page. */
  readonly name: Parameter;
  readonly label: string;
}

interface TypedField extends FieldBase {
  readonly kind: 'text' | 'number';
}

interface DayField extends FieldBase {
  readonly kind: 'day';
  /** The parameter is a time: a day means its beginning or its end, in UTC. Absent: the parameter is a day. */
  readonly edge?: 'start' | 'end';
}

interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  /** What it says while nothing is chosen. */
  readonly any: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export type SearchField = TypedField | DayField | ChoiceField;

/** What people filter by most. */
export const commonFields: readonly SearchField[] = [
  { name: 'first_name', label: 'First name', kind: 'text' },
  { name: 'last_name', label: 'Last name', kind: 'text' },
  { name: 'city', label: 'City', kind: 'text' },
  { name: 'country', label: 'Country', kind: 'text' },
];

const genderLabels = {
  undefined: 'Not told',
  male: 'Male',
  female: 'Female',
  non_binary: 'Non-binary',
} as const satisfies Record<(typeof genders)[number], string>;

/** The rarer ones, folded away. */
export const rareFields: readonly SearchField[] = [
  { name: 'customer_id', label: 'Customer id', kind: 'text' },
  { name: 'phone_number', label: 'Phone number', kind: 'text' },
  { name: 'street', label: 'Street', kind: 'text' },
  { name: 'street_number', label: 'House number', kind: 'text' },
  { name: 'city_code', label: 'Postal code', kind: 'text' },
  {
    name: 'has_address',
    label: 'Address',
    kind: 'choice',
    any: 'With or without',
    choices: [
      { value: 'true', label: 'With an address' },
      { value: 'false', label: 'Without one' },
    ],
  },
  {
    name: 'gender',
    label: 'Gender',
    kind: 'choice',
    any: 'Any',
    choices: genders.map((value) => ({ value, label: genderLabels[value] })),
  },
  {
    name: 'total',
    label: 'Count of the optimised API',
    kind: 'choice',
    any: 'None, as usual',
    choices: [
      { value: 'capped', label: 'Exact up to 10,000' },
      { value: 'estimated', label: 'The planner’s estimate' },
    ],
  },
  { name: 'min_points', label: 'Points from', kind: 'number' },
  { name: 'max_points', label: 'Points to', kind: 'number' },
  { name: 'birthday_from', label: 'Born from', kind: 'day' },
  { name: 'birthday_to', label: 'Born to', kind: 'day' },
  { name: 'created_from', label: 'Created from', kind: 'day', edge: 'start' },
  { name: 'created_to', label: 'Created to', kind: 'day', edge: 'end' },
  { name: 'last_updated_from', label: 'Changed from', kind: 'day', edge: 'start' },
  { name: 'last_updated_to', label: 'Changed to', kind: 'day', edge: 'end' },
  { name: 'last_activity_from', label: 'Last active from', kind: 'day', edge: 'start' },
  { name: 'last_activity_to', label: 'Last active to', kind: 'day', edge: 'end' },
];

/** Everything of the search that the address of the page holds. */
export const searchNames: readonly Parameter[] = [
  'search',
  'match',
  ...[...commonFields, ...rareFields].map(({ name }) => name),
  'sort_by',
  'ordering',
  'page_size',
  'page',
];
