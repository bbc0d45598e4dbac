import { formatSeconds } from '@lab/bench';

/** For clocks that run: whole seconds, `45 s`, `2 min 5 s`; tenths would only flicker. */
export const formatDuration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 120 ? `${whole} s` : formatSeconds(whole);
};
