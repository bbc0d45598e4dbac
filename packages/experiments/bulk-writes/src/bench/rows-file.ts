import { join } from 'node:path';
import type { Step } from './step.ts';

/** Where the ready file of the references lies. */
export const rowsFile = ({ scratch }: Step, rows: number): string => join(scratch, `rows-${rows}.tsv`);
