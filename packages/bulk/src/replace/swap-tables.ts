import type { Session } from '../session/session.ts';
import { quoteIdentifier } from '../sql/quote-identifier.ts';
import type { SequencePlan } from './copy-sequences.ts';
import { cannotPreserve } from './find-obstacles.ts';
import { inAttempts, type LockPolicy } from './in-attempts.ts';
import type { TableFacts } from './inspect-table.ts';

export interface SwapPlan {
  readonly lock: LockPolicy;
  readonly grants: readonly string[];
  /** Read under the lock, when no nextval can move a sequence on any more. */
  readonly sequences: () => Promise<SequencePlan>;
  readonly after: readonly string[];
}

/**
 * The part that keeps readers out: lock, drop, rename, and put the rest back in place. All of it is one attempt, because the drop
 * locks the tables that foreign keys point to, and their readers must not be waited for while those of this table wait.
 */
export const swapTables = async (session: Session, facts: TableFacts, into: string, plan: SwapPlan): Promise<void> => {
  const swap = async (): Promise<void> => {
    await session.query(`LOCK TABLE ${facts.sql} IN ACCESS EXCLUSIVE MODE`);
    const sequences = await plan.sequences();
    // One message for all statements: every round trip here is time that readers wait.
    const statements = [
      ...plan.grants,
      ...sequences.before,
      `ALTER TABLE ${into} OWNER TO ${facts.ownerSql}`,
      `DROP TABLE ${facts.sql} RESTRICT`,
      `ALTER TABLE ${into} RENAME TO ${quoteIdentifier(facts.name)}`,
      ...sequences.after,
      ...plan.after,
    ];
    await session.query(statements.join(';\n'));
  };
  try {
    await inAttempts(session, { name: facts.name, locked: 'it, or a table that it points to,' }, plan.lock, swap);
  } catch (error) {
    // The catalog look-up above knows the usual dependents; RESTRICT knows all.
    if (error instanceof Error && 'code' in error && error.code === '2BP01')
      throw cannotPreserve(facts.name, [String('detail' in error ? error.detail : error.message)], error);
    throw error;
  }
};
