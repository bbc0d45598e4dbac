import { LabError } from '@lab/errors';
import { DatabaseError } from 'pg';
import { whyUnreachable } from './why-unreachable.ts';

/** Of the sentence: who wanted to connect, where, and which setting said so. */
export interface Asked {
  /** Host and port, without user and password. */
  readonly where: string;
  readonly user: string;
  /** `DATABASE_URL`. */
  readonly setting: string;
}

/** invalid_authorization_specification is also what a server says to a connection without TLS that it wants to have TLS. */
const whyNoLogin = (error: unknown): string | undefined => {
  if (!(error instanceof DatabaseError)) return undefined;
  // the server does not tell which of the two it is
  if (error.code === '28P01') return 'the password is wrong, or there is no such role';
  return error.code === '28000' && !/no encryption/.test(error.message) ? error.message : undefined;
};

/** A connection that could not be made: a server that answers but does not let the account in was reached. */
export const explainConnectError = (error: unknown, { where, user, setting }: Asked): LabError => {
  const login = whyNoLogin(error);
  return login === undefined
    ? new LabError('database-unreachable', { where, reason: whyUnreachable(error), setting }, { cause: error })
    : new LabError('database-right-missing', { where, user, right: `log in (${login})` }, { cause: error });
};
