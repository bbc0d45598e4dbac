import { readFile } from 'node:fs/promises';
import { type LabState, labStateSchema, stateFile } from './lab-state.ts';

/** What the last supervisor wrote, or undefined. It may be stale; a half-written or older file counts as none. */
export const readState = async (root: string): Promise<LabState | undefined> => {
  try {
    return labStateSchema.parse(JSON.parse(await readFile(stateFile(root), 'utf8')));
  } catch {
    return undefined;
  }
};
