import type { SentStatement } from '../../contract/try-it.ts';
import { showValue } from './show-value.ts';
import type { Statement } from './statement-log.ts';

/** What EXPLAIN ANALYZE may run again: it reads. The transaction is read-only all the same. */
const reads = /^\s*(?:SELECT|WITH|VALUES|TABLE)\b/i;

/** Statements by text: forty look-ups by key are one entry that was sent forty times. */
export const groupStatements = (statements: readonly Statement[]): SentStatement[] => {
  const groups = new Map<string, SentStatement>();
  for (const [index, { text, values }] of statements.entries()) {
    const known = groups.get(text);
    groups.set(text, {
      index: known?.index ?? index,
      text,
      values: known?.values ?? values.map(showValue),
      times: (known?.times ?? 0) + 1,
      explainable: reads.test(text),
    });
  }
  return [...groups.values()];
};
