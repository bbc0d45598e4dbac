import { statfs } from 'node:fs/promises';
import type { Check } from '../finding.ts';

const gibibyte = 1024 ** 3;
/** A standard plan of bulk-writes with its clusters and logs. */
const comfortable = 5;
const least = 1;

export const checkSpace =
  (folder: string): Check =>
  async () => {
    const { bavail, bsize } = await statfs(folder);
    const free = (bavail * bsize) / gibibyte;
    const found = `${free.toFixed(1)} GiB free in ${folder}`;
    const mend = `Free some, or set LAB_ROOT to a folder on another disk.`;
    if (free < least) return { name: 'Disk', status: 'wrong', found, mend };
    return free < comfortable ? { name: 'Disk', status: 'note', found, mend } : { name: 'Disk', status: 'ok', found };
  };
