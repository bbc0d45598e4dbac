import { randomUUID } from 'node:crypto';
import { LabError } from '@lab/errors';
import type { RequestTrace } from '../customer-reader.ts';

export type Statement = NonNullable<RequestTrace['statements']>[number];

interface Kept {
  readonly caller: string;
  readonly statements: readonly Statement[];
}

export interface StatementLog {
  /** Keeps the statements of one request for its caller. Resolves with the id under which they are found. */
  keep(caller: string, statements: readonly Statement[]): string;
  /** @throws LabError `statement-not-found` for what was never sent, was sent for somebody else, or was forgotten. */
  find(caller: string, id: string, index: number): Statement;
}

/**
 * Remembers the last `requests` requests of this process, the oldest forgotten first. What a page may have explained is only what is
 * in here: text that this server itself has sent for that caller, never text of a browser.
 */
export const createStatementLog = (requests = 500): StatementLog => {
  const kept = new Map<string, Kept>();
  return {
    keep: (caller, statements) => {
      const id = randomUUID();
      kept.set(id, { caller, statements });
      const oldest = kept.size > requests ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      return id;
    },
    find: (caller, id, index) => {
      const request = kept.get(id);
      const statement = request?.caller === caller ? request.statements[index] : undefined;
      if (!statement) throw new LabError('statement-not-found');
      return statement;
    },
  };
};
