import { prepare } from './prepare.ts';

/** The customers stay for the next run; only what samples have changed is undone. */
export const teardown = prepare;
