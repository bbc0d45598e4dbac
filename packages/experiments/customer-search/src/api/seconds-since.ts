/** Seconds since `start` of `performance.now()`, to a microsecond. */
export const secondsSince = (start: number): number => Math.round((performance.now() - start) * 1000) / 1e6;
