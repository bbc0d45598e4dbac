/** What pino offers and the cache uses. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
}
