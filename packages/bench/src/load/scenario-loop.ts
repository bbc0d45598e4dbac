import type { CheckedScenarioPlan } from './load-plan.ts';
import type { Phase } from './phase.ts';

type Ramp = Pick<CheckedScenarioPlan, 'users' | 'rampUpSeconds' | 'holdSeconds' | 'rampDownSeconds'>;

/**
 * When user `index` of a ramp comes and goes, in seconds from its start. They come one by one at even distances and the last
 * to come is the first to go, so that the mean over each slope is half of all users.
 */
export const stayOf = (index: number, ramp: Ramp): { readonly from: number; readonly until: number } => {
  const share = (index + 0.5) / ramp.users;
  return {
    from: ramp.rampUpSeconds * share,
    until: ramp.rampUpSeconds + ramp.holdSeconds + ramp.rampDownSeconds * (1 - share),
  };
};

/**
 * Requests per second if every answer came at once: no server, however fast, gets more from these users. Undefined where
 * nobody thinks.
 */
export const thinkTimeBound = (plan: CheckedScenarioPlan): number | undefined => {
  const thinking = plan.steps.reduce((sum, { thinkSeconds }) => sum + thinkSeconds, 0);
  if (thinking === 0) return undefined;
  const slopes = plan.rampUpSeconds + plan.rampDownSeconds;
  const meanUsers = (plan.users * (slopes / 2 + plan.holdSeconds)) / (slopes + plan.holdSeconds);
  return (meanUsers * plan.steps.length) / thinking;
};

/**
 * Virtual users: each does the steps in order, over and over, and thinks after each. A user who is to go ends the step that
 * is under way.
 *
 * @returns when the last user is gone
 */
export const runScenario = async (plan: CheckedScenarioPlan, { startsAt, next, send, tally }: Phase): Promise<void> => {
  const user = (index: number): Promise<void> =>
    new Promise((resolve) => {
      const { from, until } = stayOf(index, plan);
      const endsAt = startsAt + until * 1000;
      const step = (turn: number): void => {
        const sentAt = performance.now();
        if (sentAt >= endsAt) {
          resolve();
          return;
        }
        const place = turn % plan.steps.length;
        tally.send();
        send(next(place), (failure, bytes) => {
          tally.end(failure, bytes, sentAt);
          const thinkMs = (plan.steps[place]?.thinkSeconds ?? 0) * 1000;
          // Who would be gone by the end of the thought goes now, so that the window does not wait for it.
          if (performance.now() + thinkMs >= endsAt) return resolve();
          setTimeout(step, thinkMs, turn + 1);
        });
      };
      setTimeout(step, startsAt + from * 1000 - performance.now(), 0);
    });
  await Promise.all(Array.from({ length: plan.users }, (_, index) => user(index)));
};
