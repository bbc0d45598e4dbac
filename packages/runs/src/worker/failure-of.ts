import { type BenchResult, isBenchError, type Sample } from '@lab/bench';
import { type ErrorCode, errorTable, isLabError } from '@lab/errors';

export interface Failure {
  /** One sentence for people. */
  readonly message: string;
  /** True when the same run may succeed later: the database was away, the child process was killed. */
  readonly retryable: boolean;
}

// Connection exceptions (08), shutdown and crash of the server (57P0x), too many connections (53300): not the run's fault.
const passingSqlState = /^(08|57P0|53300)/;
const passingSystemError = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

const hasCode = (error: unknown): error is { readonly code: string } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
const hasMessage = (error: unknown): error is { readonly message: string } =>
  typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
const isErrorCode = (code: string): code is ErrorCode => code in errorTable;

const isRetryable = (error: unknown): boolean => {
  if (isLabError(error) || isBenchError(error)) return errorTable[error.code].retryable;
  // A driver whose connection broke says so without a code.
  if (
    hasMessage(error) &&
    /connection terminated|terminating connection|connection error|database system is/i.test(error.message)
  )
    return true;
  if (!hasCode(error)) return false;
  return isErrorCode(error.code)
    ? errorTable[error.code].retryable
    : passingSqlState.test(error.code) || passingSystemError.has(error.code);
};

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** One sentence about a sample that failed, with the name that the page gives its variant. */
const failedVariant = ({ variant, error }: Sample, result: BenchResult | undefined): string =>
  sentence(`${result?.variants.find(({ id }) => id === variant)?.label ?? variant}: ${error ?? 'no reason given'}`);

/** What to tell about a run that did not end well, from what its child process threw, said (`failed`) or handed back. */
export const failureOf = (error: unknown, result: BenchResult | undefined): Failure => {
  if (error !== undefined) {
    const message = hasMessage(error) && error.message ? error.message : `The run ended with ${String(error)}.`;
    const retryable = isRetryable(error);
    // What a driver says of a server that went away is no sentence; an error of the lab is one.
    const away =
      retryable && !isLabError(error) && !isBenchError(error) && !(hasCode(error) && isErrorCode(error.code));
    return { message: away ? `A database was away (${message.replace(/\.$/, '')}).` : sentence(message), retryable };
  }
  const wrong = result?.samples.findLast((sample) => sample.status === 'error');
  return {
    message: wrong?.error ? failedVariant(wrong, result) : 'The run stopped before its plan was done.',
    retryable: result?.status === 'partial',
  };
};
