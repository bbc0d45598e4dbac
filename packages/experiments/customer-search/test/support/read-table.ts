import type { Pool } from 'pg';
import { expect } from 'vitest';
import { customerColumns, joinedSql, lexiconFields, lexiconValueSql } from '../../src/core/tables/read-table.ts';

const fields = lexiconFields.map((field) => `('${field}', ${lexiconValueSql(field)})`).join(', ');

/** The read table is what a full rebuild would make of the base tables, and the lexicon lacks no value and no word of it. */
export const expectReadTable = async (pool: Pool): Promise<void> => {
  const columns = customerColumns.join(', ');
  const { rows: found } = await pool.query(`SELECT ${columns} FROM optimized.customer ORDER BY id`);
  const { rows: wanted } = await pool.query(`SELECT ${columns} FROM (${joinedSql('optimized')}) AS t ORDER BY id`);
  expect(found).toEqual(wanted);
  const { rows: values } = await pool.query(`
    SELECT v.field, v.value FROM optimized.customer AS c CROSS JOIN LATERAL (VALUES ${fields}) AS v (field, value)
     WHERE v.value IS NOT NULL AND NOT EXISTS (SELECT FROM optimized.field_value f WHERE f.field = v.field AND f.value = v.value)`);
  expect(values).toEqual([]);
  const { rows: words } = await pool.query(`
    SELECT w.word FROM optimized.customer AS c CROSS JOIN LATERAL unnest(tsvector_to_array(c.document)) AS w (word)
     WHERE NOT EXISTS (SELECT FROM optimized.word o WHERE o.word = w.word COLLATE "C")`);
  expect(words).toEqual([]);
};
