/** What pino offers and this package uses. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

export const silent: Log = { info() {}, warn() {}, error() {} };
