/** A time as both APIs answer it: `2024-05-01T12:34:56.789Z`. What a Date holds was cut, not rounded, to milliseconds. */
export const formatTime = (time: Date): string => time.toISOString();

/** A day as both APIs answer it: `1990-12-31`. A `date` column is read as midnight in UTC. */
export const formatDay = (day: Date): string => day.toISOString().slice(0, 10);
