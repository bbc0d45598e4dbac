import { randomBytes } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';

/** Writes an unforeseen error to the log and returns the id under which it is found: all that a reply may say of it. */
export const logError = (log: FastifyBaseLogger, error: unknown): string => {
  const id = randomBytes(6).toString('base64url');
  log.error({ err: error, errorId: id }, 'unexpected error');
  return id;
};
