import { findExecutable } from '@lab/services';
import type { Check, Finding } from '../finding.ts';
import { versionOf } from '../version-of.ts';

const optional = [
  {
    name: 'Redis',
    programs: ['redis-server', 'valkey-server'],
    without: 'the job queue works on PostgreSQL, and tests on Redis are skipped',
    mend: 'To compare both: apt-get install redis-server (brew install redis).',
  },
  {
    name: 'psql',
    programs: ['psql'],
    without: 'the reference variant psql-copy is left out',
    mend: 'To have it: apt-get install postgresql-client (brew install libpq).',
  },
  {
    name: 'Chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    without: 'browser tests are skipped',
    mend: 'To run them: apt-get install chromium.',
  },
] as const;

/** Programs that a part can use and nothing needs. */
export const checkPrograms: Check = () =>
  Promise.all(
    optional.map(async ({ name, programs, without, mend }): Promise<Finding> => {
      const program = await findExecutable(programs);
      if (!program) return { name, status: 'note', found: `not on PATH: ${without}`, mend };
      return { name, status: 'ok', found: (await versionOf(program)) ?? program };
    }),
  );
