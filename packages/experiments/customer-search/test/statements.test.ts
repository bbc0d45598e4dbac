import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupStatements } from '../src/core/try-it/group-statements.ts';
import { showValue } from '../src/core/try-it/show-value.ts';
import { createStatementLog } from '../src/core/try-it/statement-log.ts';
import { statementText } from '../src/ui/statement-text.ts';

it('counts statements of one text as one entry, and explains only what reads', () => {
  const byId = 'SELECT street FROM address WHERE id = $1';
  const groups = groupStatements([
    { text: 'BEGIN', values: [] },
    { text: byId, values: [7n] },
    { text: byId, values: [8n] },
    { text: ' with a AS (SELECT 1) SELECT', values: [] },
    { text: byId, values: [9n] },
  ]);
  expect(groups).toEqual([
    { index: 0, text: 'BEGIN', values: [], times: 1, explainable: false },
    { index: 1, text: byId, values: ['7'], times: 3, explainable: true },
    { index: 3, text: ' with a AS (SELECT 1) SELECT', values: [], times: 1, explainable: true },
  ]);
});

it.each([
  [null, 'NULL'],
  ["O'Neil", "'O''Neil'"],
  [12n, '12'],
  [true, 'true'],
  [new Date('2024-05-01T12:00:00Z'), "'2024-05-01T12:00:00.000Z'"],
  [Buffer.from('abc'), '3 bytes'],
  [['a', null, 3], "ARRAY['a', NULL, 3]"],
  [Array.from({ length: 1204 }, () => 1), 'ARRAY[1, 1, 1, 1, 1, 1, 1, 1, … 1196 more]'],
  [{ a: 1 }, '{"a":1}'],
])('shows $1 as people read it', (value, text) => {
  expect(showValue(value)).toBe(text);
});

it('shows any text as well-formed text of bounded length', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xffff), { maxLength: 200 }), (units) => {
      const text = String.fromCharCode(...units);
      const shown = showValue(text);
      expect(shown.length).toBeLessThanOrEqual(2 * 121 + 2);
      if (text.isWellFormed()) expect(shown.isWellFormed()).toBe(true);
    }),
  );
});

it('finds a statement for the caller that it was sent for, and for nobody else', () => {
  const log = createStatementLog(2);
  const statement = { text: 'SELECT 1', values: [] };
  const id = log.keep('ada', [statement]);
  expect(log.find('ada', id, 0)).toBe(statement);
  const missing = expect.objectContaining({ code: 'statement-not-found' });
  expect(() => log.find('bob', id, 0)).toThrow(missing);
  expect(() => log.find('ada', id, 1)).toThrow(missing);
  log.keep('ada', []);
  log.keep('ada', []);
  expect(() => log.find('ada', id, 0)).toThrow(missing);
});

it('shows a statement without the indentation of its source', () => {
  expect(statementText('\n    SELECT 1\n      AS one\n    FROM t\n  ')).toBe('SELECT 1\n  AS one\nFROM t');
  expect(statementText('SELECT 1\n      AS one\n    FROM t')).toBe('SELECT 1\n  AS one\nFROM t');
  expect(statementText('SELECT 1')).toBe('SELECT 1');
});
