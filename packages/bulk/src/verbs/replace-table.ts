import type { InsertOptions } from '../bulk-options.ts';
import type { BulkResult } from '../bulk-result.ts';
import { copyRows } from '../copy/copy-rows.ts';
import type { Columns, Row, Table } from '../define-table.ts';
import type { Rows } from '../for-each-row.ts';
import { copyForeignKeys } from '../replace/copy-foreign-keys.ts';
import { copyGrants } from '../replace/copy-grants.ts';
import { carryIdentities, planSequences } from '../replace/copy-sequences.ts';
import { createReplacement } from '../replace/create-replacement.ts';
import { refuseObstacles } from '../replace/find-obstacles.ts';
import { inAttempts, lockPolicy } from '../replace/in-attempts.ts';
import { inspectTable } from '../replace/inspect-table.ts';
import { rebuildIndexes } from '../replace/rebuild-indexes.ts';
import { recordAttachments } from '../replace/record-attachments.ts';
import { swapTables } from '../replace/swap-tables.ts';
import { runVerb } from '../session/run-verb.ts';
import type { Database } from '../session/with-session.ts';
import { quoteIdentifier } from '../sql/quote-identifier.ts';
import { requireTypes } from '../sql/require-types.ts';
import { readTarget, targetSql } from '../sql/target.ts';

export interface ReplaceOptions extends InsertOptions {
  /** How long one attempt to lock the table, or one that its foreign keys point to, may hold up others, 50 to 200; 100 unless told. */
  readonly lockTimeoutMilliseconds?: number;
  /** Attempts before `lock-timeout`, 100 unless told. */
  readonly lockAttempts?: number;
  /** `swap` (default): others may read and write until the swap; what they write is lost with the old rows. `writes`: writers wait from the start. */
  readonly block?: 'swap' | 'writes';
}

/**
 * Replaces all rows of a table: loads them into a new table without indexes, builds indexes and constraints, and swaps the
 * names, all in one transaction. Readers see the old rows until the swap, which takes milliseconds.
 *
 * The new table keeps columns, defaults, identity and owned sequences (which go on counting), indexes, constraints, foreign keys,
 * triggers, rules, row security, grants, owner, comments, storage, statistics objects and targets, replica identity and
 * publications, under their old names. Where others depend on the old table in ways that cannot be moved (inbound foreign keys,
 * views, functions, inheritance …) it refuses, and lists all of them. Triggers do not fire for the rows loaded.
 *
 * @throws BulkError; the table is as before then.
 */
export const replaceTable = async <C extends Columns>(
  database: Database,
  table: Table<C>,
  rows: Rows<Row<C>>,
  options: ReplaceOptions = {},
): Promise<BulkResult> => {
  const { lockTimeoutMilliseconds: timeoutMilliseconds = 100, lockAttempts: attempts = 100 } = options;
  return await runVerb(database, table, options, async (session) => {
    const lock = await lockPolicy(session, { timeoutMilliseconds, attempts });
    // Conflicts with itself and with every ALTER TABLE: what is inspected below is still true at the swap. Taken before, because
    // whoever held it may have put another table in this one's place. Neither readers nor writers queue behind it.
    await session.query(`LOCK TABLE ${table.sql} IN SHARE UPDATE EXCLUSIVE MODE`);
    const facts = await inspectTable(session, table);
    if (options.block === 'writes')
      await inAttempts(session, { name: facts.name, locked: 'it' }, lock, () =>
        session.query(`LOCK TABLE ${facts.sql} IN EXCLUSIVE MODE`),
      );
    await refuseObstacles(session, facts);
    // Read again: an ALTER TABLE may have held the lock.
    requireTypes(table, readTarget((await session.query(targetSql(table))).rows), 'binary');
    const into = `${quoteIdentifier(facts.schema)}.${quoteIdentifier(`bulk_new_${facts.oid}`)}`;
    await createReplacement(session, facts, into);
    await carryIdentities(session, facts, into);
    const copied = await copyRows(session, rows, {
      table,
      into,
      format: 'binary',
      // The table is new in this transaction: rows may be born frozen, and no later VACUUM must touch them again.
      freeze: true,
      onProgress: options.onProgress,
    });
    const afterIndexes = await rebuildIndexes(session, facts, into);
    const afterForeignKeys = await copyForeignKeys(session, facts, into, lock);
    const attachments = await recordAttachments(session, facts);
    await session.query(`ANALYZE ${into}`);
    await swapTables(session, facts, into, {
      lock,
      grants: await copyGrants(session, facts.oid, into, 'TABLE'),
      sequences: () => planSequences(session, facts, into),
      after: [...afterIndexes, ...afterForeignKeys, ...attachments],
    });
    return { ...copied, duplicates: 0 };
  });
};
