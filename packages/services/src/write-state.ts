import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type LabState, stateFile } from './lab-state.ts';

/** Replaces the file in one step, so that no reader sees half of it. It holds a password: only the owner may read it. */
export const writeState = async (root: string, state: LabState): Promise<void> => {
  const file = stateFile(root);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
};
