import type { Table } from '../define-table.ts';
import { assignments, columnList, differs, insertedColumns } from './column-list.ts';

/** `INSERT … <source> ON CONFLICT (key) DO UPDATE`; `source` gives the described columns in order. */
export const onConflictSql = (table: Table, source: string, unchanged: 'write' | 'skip', overriding: boolean): string =>
  `INSERT INTO ${table.sql} AS t ${insertedColumns(table, overriding)} ${source} ON CONFLICT (${columnList(table.key)}) DO UPDATE SET ${assignments(table.values, 'excluded')}${unchanged === 'skip' ? ` WHERE ${differs(table.values, 't', 'excluded')}` : ''}`;
