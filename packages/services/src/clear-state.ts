import { rm } from 'node:fs/promises';
import { stateFile } from './lab-state.ts';

/** The supervisor has ended and nothing of it is left. */
export const clearState = (root: string): Promise<void> => rm(stateFile(root), { force: true });
