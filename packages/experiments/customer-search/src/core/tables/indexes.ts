export interface IndexDefinition {
  readonly name: string;
  readonly table: 'app_user' | 'address' | 'customer_relationship' | 'customer' | 'field_value' | 'word';
  /** What follows the table's name: method and columns. */
  readonly on: string;
  readonly unique?: boolean;
  /** Becomes the table's primary key. */
  readonly primary?: boolean;
}

/** The index, of a table in this schema. */
export const indexSql = (schema: string, { name, table, on, unique, primary }: IndexDefinition): string => {
  const create = `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${name} ON ${schema}.${table} ${on}`;
  return primary
    ? `${create};\nALTER TABLE ${schema}.${table} ADD CONSTRAINT ${name} PRIMARY KEY USING INDEX ${name}`
    : create;
};

const onBase = (table: 'app_user' | 'address' | 'customer_relationship', columns: string): IndexDefinition => ({
  name: `${table}_${columns.replaceAll(', ', '_')}_idx`,
  table,
  on: `(${columns})`,
});

const onCustomer = (name: string, on: string): IndexDefinition => ({ name, table: 'customer', on });

/**
 * Every index of the optimised side beside the keys of its base tables. A sort index ends in the tie-breaker, so that a page is one
 * range of it; scanned backwards it serves the other direction, and rows without a value are a range of their own (decision on NULLs).
 * It is also what equality on its column uses.
 */
export const optimizedIndexes: readonly IndexDefinition[] = [
  // Of the base tables: what a reader without the read table would have.
  onBase('app_user', 'created, id'),
  onBase('app_user', 'last_updated, id'),
  onBase('app_user', 'first_name, last_name, id'),
  onBase('app_user', 'last_name, id'),
  onBase('app_user', 'address_id'),
  onBase('address', 'city'),
  onBase('address', 'country'),
  onBase('customer_relationship', 'points'),
  onBase('customer_relationship', 'last_activity'),
  { name: 'customer_pkey', table: 'customer', on: '(id)', unique: true, primary: true },
  onCustomer('customer_created_idx', '(created, id)'),
  onCustomer('customer_full_name_idx', '(first_name, last_name, id)'),
  onCustomer('customer_first_name_idx', '(first_name, id)'),
  onCustomer('customer_last_name_idx', '(last_name, id)'),
  onCustomer('customer_customer_id_idx', '(customer_id, id)'),
  onCustomer('customer_city_idx', '(city, id)'),
  onCustomer('customer_country_idx', '(country, id)'),
  onCustomer('customer_points_idx', '(points, id)'),
  onCustomer('customer_last_activity_idx', '(last_activity, id)'),
  onCustomer('customer_last_updated_idx', '(last_updated, id)'),
  onCustomer('customer_city_code_idx', '(city_code)'),
  onCustomer('customer_street_idx', '(street)'),
  onCustomer('customer_street_number_idx', '(street_number)'),
  onCustomer('customer_birthday_idx', '(birthday)'),
  onCustomer('customer_phone_number_idx', '(phone_number)'),
  onCustomer('customer_customer_id_trgm_idx', 'USING gin (customer_id public.gin_trgm_ops)'),
  onCustomer('customer_phone_number_trgm_idx', 'USING gin (phone_number public.gin_trgm_ops)'),
  onCustomer('customer_document_idx', 'USING gin (document)'),
  { name: 'field_value_pkey', table: 'field_value', on: '(field, value)', unique: true, primary: true },
  { name: 'field_value_trgm_idx', table: 'field_value', on: 'USING gin (value public.gin_trgm_ops)' },
  { name: 'word_pkey', table: 'word', on: '(word)', unique: true, primary: true },
  { name: 'word_trgm_idx', table: 'word', on: 'USING gin (word public.gin_trgm_ops)' },
];
