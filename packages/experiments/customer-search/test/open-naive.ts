import { testDatabase } from '@lab/db/testing';
import type { Pool } from 'pg';
import { onTestFinished } from 'vitest';
import type { NaiveReader } from '../src/core/customer-reader.ts';
import { openNaiveReader } from '../src/core/naive/open-naive-reader.ts';

/** A naive reader on a database of its own; `pool` is for what the test does besides. */
export const openNaive = async (statementTimeoutMs = 20_000): Promise<{ reader: NaiveReader; pool: Pool }> => {
  const database = await testDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const { connectionString } = database;
  const reader = openNaiveReader({ connectionString, applicationName: 'lab-test-naive', max: 4, statementTimeoutMs });
  onTestFinished(() => reader[Symbol.asyncDispose]());
  return { reader, pool: database.pool };
};
