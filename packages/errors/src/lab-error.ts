import { type ErrorCode, type ErrorData, errorTable } from './error-table.ts';

const fill = (template: string, data: ErrorData): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = data[name];
    return Array.isArray(value) ? value.join(', ') : String(value ?? 'unknown');
  });

/** An error that was foreseen: its message is for people and may leave the process. Unknown errors stay in the log. */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, data: ErrorData = {}, options?: ErrorOptions) {
    super(fill(errorTable[code].message, data), options);
    this.code = code;
    this.data = data;
  }

  get status(): number {
    return errorTable[this.code].status;
  }
}

export const isLabError = (error: unknown): error is LabError => error instanceof LabError;
