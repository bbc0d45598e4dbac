import { type ErrorCode, errorTable, LabError } from '@lab/errors';
import type { FromChild } from './messages.ts';

const isErrorCode = (code: string): code is ErrorCode => code in errorTable;

/** The runner does not know who has named its server. */
const settingOf = (databaseUrl: string | undefined): string =>
  databaseUrl ? 'BENCH_DATABASE_URL' : 'the log of the private one in .lab/bench';

/** The error of the measuring process as the host throws it: a LabError when it was foreseen. */
export const toLabError = (
  { code, data, message }: Extract<FromChild, { type: 'error' }>,
  databaseUrl: string | undefined,
): Error => {
  if (code === undefined || !isErrorCode(code)) return new Error(message);
  return new LabError(code, code === 'database-unreachable' ? { setting: settingOf(databaseUrl), ...data } : data);
};
