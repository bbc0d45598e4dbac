import { giveUp } from './give-up.ts';

/** The environment, or the end of the start with a sentence for each bad value. */
export const envOrGiveUp = <Env>(readEnv: () => Env): Env => {
  try {
    return readEnv();
  } catch (error) {
    return giveUp(error, 2);
  }
};
