import type { ScenarioLoadPlan } from './load-plan.ts';

type Ramp = Pick<ScenarioLoadPlan, 'rampUpSeconds' | 'holdSeconds' | 'rampDownSeconds'>;

/** The same shape of a ramp in another total time: 30, 60, 30 seconds in 40 seconds are 10, 20, 10. Think times stay. */
export const scaleRamp = ({ rampUpSeconds, holdSeconds, rampDownSeconds }: Ramp, totalSeconds: number): Ramp => {
  const factor = totalSeconds / (rampUpSeconds + holdSeconds + rampDownSeconds);
  return {
    rampUpSeconds: rampUpSeconds * factor,
    holdSeconds: holdSeconds * factor,
    rampDownSeconds: rampDownSeconds * factor,
  };
};
