import { errorTable, isLabError, LabError } from '@lab/errors';
import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';

export interface ErrorTools {
  /** Writes an unforeseen error to the log and returns the id under which it is found. */
  readonly logError: (error: unknown) => string;
  /** What the host knows about errors from below, e.g. that the database is away; undefined when it was not foreseen. */
  readonly explainError?: (error: unknown) => LabError | undefined;
}

/** Codes that tRPC itself answers with words for the caller: wrong path, wrong method, unreadable body. */
const ownWords = (error: TRPCError): boolean => error.code !== 'INTERNAL_SERVER_ERROR';

/**
 * Total: any error becomes a TRPCError whose cause is a LabError (or the ZodError of an input, or one that tRPC made for the
 * caller), so that status and words come from the closed table. What was not foreseen is logged here, once, and keeps only its id.
 */
export const toTrpcError = (error: unknown, { logError, explainError }: ErrorTools): TRPCError => {
  const wrapped = error instanceof TRPCError ? error : undefined;
  const cause = wrapped?.cause ?? error;
  if (wrapped && ownWords(wrapped) && (cause instanceof ZodError || cause === wrapped)) return wrapped;
  const lab = isLabError(cause) ? cause : explainError?.(cause);
  if (lab) return new TRPCError({ code: errorTable[lab.code].trpc, cause: lab, message: lab.message });
  if (wrapped && ownWords(wrapped)) return wrapped;
  const unexpected = new LabError('unexpected', { id: logError(cause) }, { cause });
  return new TRPCError({ code: errorTable.unexpected.trpc, cause: unexpected, message: unexpected.message });
};
