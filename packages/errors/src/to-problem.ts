import { type ErrorCode, errorTable } from './error-table.ts';
import { isLabError, LabError } from './lab-error.ts';

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail: string;
  readonly data: LabError['data'];
}

/** Shapes any error for a reply. What was not foreseen says nothing but the id under which the log holds its cause. */
export const toProblem = (error: unknown, logId: string): Problem => {
  const known = isLabError(error) ? error : new LabError('unexpected', { id: logId }, { cause: error });
  return {
    type: `https://backend-lab.dev/errors/${known.code}`,
    title: known.code.replaceAll('-', ' '),
    status: errorTable[known.code].status,
    code: known.code,
    detail: known.message,
    data: known.data,
  };
};
