import { containsPattern } from './contains-pattern.ts';
import type { Statement } from './statement.ts';

/** Conditions under which a row is identified by a number, a date or an id as people type them: `+49 170 1234567`, `1990-12-31`, `cus:0b5a…`. */
export const identifying = (statement: Statement, search: string): string[] => {
  const text = search.trim();
  const ways = [`c.customer_id = ${statement.value(text, 'text')}`];
  const digits = text.replaceAll(/[\s()/.-]/g, '');
  if (/^\+?\d{8,15}$/.test(digits)) {
    const number = digits.replace('+', '');
    ways.push(`c.phone_number = ANY(${statement.value([number, `+${number}`], 'text[]')})`);
  }
  if (/^\d{1,9}$/.test(text)) ways.push(`c.points = ${statement.value(Number(text), 'integer')}`);
  if (/^\d{4}-\d\d-\d\d$/.test(text) && new Date(text).toJSON()?.startsWith(text))
    ways.push(`c.birthday = ${statement.value(text, 'date')}`);
  // Part of an id: six hex digits in a row are no word of any language.
  if (/^[\w:]*[0-9a-f]{6,}[\w:]*$/i.test(text) && /\d/.test(text))
    ways.push(`c.customer_id ILIKE ${statement.value(containsPattern(text), 'text')}`);
  return ways;
};
