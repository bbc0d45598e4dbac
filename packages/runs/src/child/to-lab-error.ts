import { type ErrorCode, errorTable, LabError } from '@lab/errors';
import type { FromChild } from './messages.ts';

const isErrorCode = (code: string): code is ErrorCode => code in errorTable;

/** The error of the measuring process as the host throws it: a LabError when it was foreseen. */
export const toLabError = ({ code, data, message }: Extract<FromChild, { type: 'error' }>): Error =>
  code !== undefined && isErrorCode(code) ? new LabError(code, data) : new Error(message);
