import { readFileSync } from 'node:fs';
import { errorTable } from '@lab/errors';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('../../../docs/ERRORS.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `(?<code>[^`]+)` \| (.+) \|$/gm)].map(([, code = '', cells = '']) => {
  const [status, trpc, retry, message, when] = cells.split(' | ');
  return { code, status: Number(status), trpc, retryable: retry === 'yes', message, when };
});

test('every code has exactly one row, and every row a code', () => {
  expect(rows.map(({ code }) => code).sort()).toEqual(Object.keys(errorTable).sort());
});

test.each(Object.entries(errorTable))('the row of %s says what the table says, and when it happens', (code, entry) => {
  const row = rows.find((each) => each.code === code);
  expect({ status: row?.status, trpc: row?.trpc, retryable: row?.retryable, message: row?.message }).toEqual(entry);
  expect(row?.when).toMatch(/\w{3}/);
});
