import { findExecutable } from '@lab/services';
import type { Check } from '../finding.ts';
import { versionOf } from '../version-of.ts';

export const checkPnpm: Check = async () => {
  const program = await findExecutable(['pnpm']);
  const version = program && (await versionOf(program));
  return version
    ? { name: 'pnpm', status: 'ok', found: `${version} at ${program}` }
    : { name: 'pnpm', status: 'note', found: 'not on PATH', mend: 'Nothing to do: "npx pnpm@12 …" fetches it.' };
};
