import type { Client } from 'pg';
import { baseTables, foreignKeysSql, keyIndexes } from '../tables/base-tables.ts';
import { type IndexDefinition, optimizedIndexes } from '../tables/indexes.ts';
import { customerColumns, lexiconFields } from '../tables/read-table.ts';
import { compareReadTable, compareTable } from './checksums.ts';
import { fillFieldSql, fillWordsSql } from './fill-lexicon.ts';
import type { Checksum } from './load-state.ts';
import type { Task } from './run-tasks.ts';

/** Where rows are loaded before they are put in place. */
export const staging = { naive: 'naive_load', optimized: 'optimized_load' } as const;

const sql = (label: string, weight: number, text: string, after: readonly string[] = []): Task => ({
  label,
  weight,
  after,
  run: (client) => client.query(text),
});

/** Rows that are there already, into their copies. */
export const copyOldTasks = (): readonly Task[] => [
  ...(['naive', 'optimized'] as const).flatMap((schema) =>
    baseTables.map((table) =>
      sql(`rows of ${schema}.${table}`, 2, `INSERT INTO ${staging[schema]}.${table} SELECT * FROM ${schema}.${table}`),
    ),
  ),
  sql(
    'rows of optimized.customer',
    10,
    `INSERT INTO ${staging.optimized}.customer (${customerColumns.join(', ')}) SELECT ${customerColumns.join(', ')} FROM optimized.customer`,
  ),
];

/** Gin indexes take longest, and the one of the documents by far. */
const weightOf = ({ on, name }: IndexDefinition): number => {
  if (name === 'customer_document_idx') return 12;
  return on.includes('customer_id public') || on.includes('phone_number public') ? 15 : 1.5;
};

const createIndex = (schema: string, index: IndexDefinition, after: readonly string[]): Task =>
  // Primary keys are made of their indexes later, at once: that locks the table against everybody.
  sql(
    `index ${schema === staging.naive ? 'naive' : 'optimized'}.${index.name}`,
    weightOf(index),
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${index.name} ON ${schema}.${index.table} ${index.on}`,
    after,
  );

const cleaned = (schema: string, table: string): string => `statistics of ${schema}.${table}`;

/** VACUUM before the indexes, which it would have to read too: it marks pages as visible to all, which index-only scans need. */
const cleanTask = (schema: string, table: string, after: readonly string[] = []): Task =>
  sql(cleaned(schema, table), table === 'customer' ? 4 : 1, `VACUUM (ANALYZE) ${schema}.${table}`, after);

/** The rest of a load once the rows are there: statistics, lexicon, indexes, and the comparison of both schemas from an id on. */
export const finishTasks = (firstId: number, checksums: Record<string, Checksum>): readonly Task[] => {
  const { naive, optimized } = staging;
  const fills = lexiconFields.map((field) =>
    sql(`values of ${field}`, 1.5, fillFieldSql(optimized, field), [cleaned(optimized, 'customer')]),
  );
  const values = 'statistics of the values';
  const compare = (table: string, run: (client: Client) => Promise<Checksum>): Task => ({
    label: `comparison of ${table}`,
    weight: 2,
    after: table === 'customer' ? baseTables.map((name) => cleaned(optimized, name)) : [cleaned(naive, table)],
    async run(client) {
      checksums[table] = await run(client);
    },
  });
  return [
    ...[naive, optimized].flatMap((schema) => baseTables.map((table) => cleanTask(schema, table))),
    cleanTask(optimized, 'customer'),
    ...fills,
    sql(
      values,
      0.1,
      `VACUUM (ANALYZE) ${optimized}.field_value`,
      fills.map(({ label }) => label),
    ),
    sql('words', 0.5, `${fillWordsSql(optimized)}`, [values]),
    sql(cleaned(optimized, 'word'), 0.1, `VACUUM (ANALYZE) ${optimized}.word`, ['words']),
    ...keyIndexes.flatMap((index) =>
      [naive, optimized].map((schema) => createIndex(schema, index, [cleaned(schema, index.table)])),
    ),
    ...optimizedIndexes.map((index) =>
      createIndex(optimized, index, [index.table === 'field_value' ? values : cleaned(optimized, index.table)]),
    ),
    ...baseTables.map((table) => compare(table, (client) => compareTable(client, staging, table, firstId))),
    compare('customer', (client) => compareReadTable(client, optimized, firstId)),
  ];
};

/** Primary keys of the indexes that are there. */
const primaryKeysSql = (schema: string, indexes: readonly IndexDefinition[]): string =>
  indexes
    .filter(({ primary }) => primary)
    .map(
      ({ name, table }) => `ALTER TABLE ${schema}.${table} ADD CONSTRAINT ${name} PRIMARY KEY USING INDEX ${name};\n`,
    )
    .join('');

/** After all else: they lock their tables against each other. */
export const keyTasks = (after: readonly Task[]): readonly Task[] => {
  const labels = after.map(({ label }) => label);
  const keys = (schema: string, indexes: readonly IndexDefinition[]) =>
    `${primaryKeysSql(schema, indexes)}${foreignKeysSql(schema)}`;
  return [
    sql('keys of naive', 1, keys(staging.naive, keyIndexes), labels),
    sql('keys of optimized', 1, keys(staging.optimized, [...keyIndexes, ...optimizedIndexes]), labels),
  ];
};
