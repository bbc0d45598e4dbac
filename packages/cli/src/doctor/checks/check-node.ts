import type { Check } from '../finding.ts';

const needed = 24;

/** Sources run by type stripping, and locks by node:sqlite. */
export const checkNode: Check = async () => {
  const found = `${process.version} at ${process.execPath}`;
  return Number(process.versions.node.split('.')[0]) >= needed
    ? { name: 'Node', status: 'ok', found }
    : {
        name: 'Node',
        status: 'wrong',
        found,
        mend: 'Start through "npx pnpm@12 lab doctor": it puts the pinned Node first on PATH.',
      };
};
