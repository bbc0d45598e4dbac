import { readSettings, type Settings } from '../dev/settings.ts';
import { sentenceOf } from '../sentence-of.ts';
import { checkBinaries } from './checks/check-binaries.ts';
import { checkDatabase } from './checks/check-database.ts';
import { checkDeathSignal } from './checks/check-death-signal.ts';
import { checkIdentity } from './checks/check-identity.ts';
import { checkLab } from './checks/check-lab.ts';
import { checkLocale } from './checks/check-locale.ts';
import { checkNode } from './checks/check-node.ts';
import { checkPnpm } from './checks/check-pnpm.ts';
import { checkPorts } from './checks/check-ports.ts';
import { checkPrograms } from './checks/check-programs.ts';
import { checkQueue } from './checks/check-queue.ts';
import { checkSpace } from './checks/check-space.ts';
import type { Check, Finding } from './finding.ts';

const settingsOf = (source: NodeJS.ProcessEnv): { settings: Settings; finding: Finding } => {
  try {
    return { settings: readSettings(source), finding: { name: 'Settings', status: 'ok', found: 'every one parses' } };
  } catch (error) {
    return {
      settings: readSettings({}),
      finding: { name: 'Settings', status: 'wrong', found: sentenceOf(error), mend: 'Correct or unset it.' },
    };
  }
};

/** Looks at everything that `lab dev`, `bench` and `test` depend on. Starts nothing and changes nothing. */
export const examine = async (source: NodeJS.ProcessEnv = process.env): Promise<readonly Finding[]> => {
  const { settings, finding } = settingsOf(source);
  const checks: readonly Check[] = [
    checkNode,
    checkPnpm,
    checkBinaries,
    checkIdentity,
    checkDeathSignal,
    checkPrograms,
    checkSpace(settings.LAB_ROOT),
    checkLocale,
    checkLab(settings.LAB_ROOT),
    checkPorts(settings),
    checkDatabase(settings.DATABASE_URL),
    checkQueue(settings.REDIS_URL),
  ];
  const results = await Promise.all(
    checks.map((check) =>
      check().catch((error: unknown): Finding => ({ name: 'Doctor', status: 'wrong', found: sentenceOf(error) })),
    ),
  );
  return [finding, ...results.flat()];
};
