import type { CustomerFilter } from '../../contract/list-query.ts';
import { containsFields } from '../../contract/list-query.ts';
import type { LexiconField } from '../tables/read-table.ts';
import { containsPattern } from './contains-pattern.ts';
import type { FoundValues, LexiconAnswer } from './look-up-values.ts';
import type { Statement } from './statement.ts';

/** Part of a WHERE. */
export interface Condition {
  readonly sql: string;
  /** About how many rows pass, where the lexicon knows. */
  readonly rows?: number;
}

const comparisons = [
  ['birthday_from', 'birthday', '>=', 'date'],
  ['birthday_to', 'birthday', '<=', 'date'],
  ['created_from', 'created', '>=', 'timestamptz'],
  ['created_to', 'created', '<=', 'timestamptz'],
  ['last_updated_from', 'last_updated', '>=', 'timestamptz'],
  ['last_updated_to', 'last_updated', '<=', 'timestamptz'],
  ['last_activity_from', 'last_activity', '>=', 'timestamptz'],
  ['last_activity_to', 'last_activity', '<=', 'timestamptz'],
  ['min_points', 'points', '>=', 'integer'],
  ['max_points', 'points', '<=', 'integer'],
  ['gender', 'gender', '=', 'text'],
  ['has_address', 'has_address', '=', 'boolean'],
] as const;

const typeOf = (field: LexiconField): 'integer' | 'date' | 'text' =>
  field === 'points' ? 'integer' : field === 'birthday' ? 'date' : 'text';

const asText = (field: string): string => {
  if (field === 'points') return 'c.points::text';
  return field === 'birthday' ? `to_char(c.birthday, 'YYYY-MM-DD')` : `c.${field}`;
};

const oneOf = (statement: Statement, field: LexiconField, { values }: FoundValues, pattern: string): string =>
  values === null
    ? `${asText(field)} ILIKE ${pattern}`
    : `c.${field} = ANY(${statement.value(values, `${typeOf(field)}[]`)})`;

/** Columns with a value of its own in nearly every row: not in the lexicon, but in trigram indexes. */
const distinctFields = ['customer_id', 'phone_number'] as const;

const searchCondition = (statement: Statement, needle: string, lexicon: LexiconAnswer): Condition => {
  const pattern = statement.value(containsPattern(needle), 'text');
  const known = [...lexicon.search].map(([field, found]) => oneOf(statement, field, found, pattern));
  const others = distinctFields.map((field) => `c.${field} ILIKE ${pattern}`);
  return { sql: `(${[...known, ...others].join(' OR ')})` };
};

/** The same without a lexicon: every column that a search looks at, row by row. */
const searchedByRow = (statement: Statement, needle: string): Condition => {
  const pattern = statement.value(containsPattern(needle), 'text');
  const fields = [...containsFields, 'points', 'birthday'];
  return { sql: `(${fields.map((field) => `${asText(field)} ILIKE ${pattern}`).join(' OR ')})` };
};

/** Everything that a row must fulfil. Without a lexicon, "contains" is a LIKE on its column. */
export const filterConditions = (
  statement: Statement,
  filter: CustomerFilter,
  lexicon: LexiconAnswer | undefined,
): Condition[] => {
  const conditions: Condition[] = [];
  for (const field of containsFields) {
    const needle = filter[field];
    if (needle === undefined) continue;
    const found = field === 'customer_id' || field === 'phone_number' ? undefined : lexicon?.filters.get(field);
    const pattern = () => statement.value(containsPattern(needle), 'text');
    if (found === undefined || found.values === null)
      conditions.push({ sql: `c.${field} ILIKE ${pattern()}`, ...(found && { rows: found.rows }) });
    else conditions.push({ sql: `c.${field} = ANY(${statement.value(found.values, 'text[]')})`, rows: found.rows });
  }
  for (const [name, column, operator, type] of comparisons) {
    const bound = filter[name];
    if (bound !== undefined) conditions.push({ sql: `c.${column} ${operator} ${statement.value(bound, type)}` });
  }
  if (filter.search !== undefined && filter.match === 'contains')
    conditions.push(
      lexicon ? searchCondition(statement, filter.search, lexicon) : searchedByRow(statement, filter.search),
    );
  return conditions;
};
