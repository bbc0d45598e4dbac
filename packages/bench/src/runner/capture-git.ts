import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BenchResult } from '../contract/result.ts';

const run = promisify(execFile);

/** State of the checkout; nulls without git or outside a repository. The merge base is the one with the main branch. */
export const captureGit = async (root: string): Promise<BenchResult['git']> => {
  const git = async (...args: string[]): Promise<string | null> => {
    try {
      const { stdout } = await run('git', ['-C', root, ...args], { timeout: 5000 });
      return stdout.trim();
    } catch {
      return null;
    }
  };
  const [head, branch, status, remote, local] = await Promise.all([
    git('rev-parse', 'HEAD'),
    git('branch', '--show-current'),
    git('status', '--porcelain'),
    git('merge-base', 'HEAD', 'origin/HEAD'),
    git('merge-base', 'HEAD', 'main'),
  ]);
  return { head, mergeBase: remote ?? local, branch: branch || null, dirty: Boolean(status) };
};
