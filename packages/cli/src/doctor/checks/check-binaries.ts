import { findBinaries } from '@lab/services';
import { sentenceOf } from '../../sentence-of.ts';
import type { Check } from '../finding.ts';
import { versionOf } from '../version-of.ts';

export const checkBinaries: Check = async () => {
  const name = 'Embedded Postgres';
  try {
    const { postgres } = await findBinaries();
    const version = await versionOf(postgres);
    return version
      ? { name, status: 'ok', found: version }
      : {
          name,
          status: 'wrong',
          found: `${postgres} does not run here`,
          mend: 'Run "npx pnpm@12 install --force"; on a system without glibc set DATABASE_URL to a server of yours.',
        };
  } catch (error) {
    return { name, status: 'wrong', found: sentenceOf(error), mend: 'Run "npx pnpm@12 install".' };
  }
};
