import type { RequestTrace } from '../core/customer-reader.ts';

/** `Server-Timing` (W3C) of an answer whose body is one customer and has no room for `performance`: milliseconds and statements. */
export const serverTiming = (arrivedAt: number, { queries }: RequestTrace): string =>
  `total;dur=${(performance.now() - arrivedAt).toFixed(3)}, queries;desc="${queries}"`;
