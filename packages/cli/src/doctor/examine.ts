import { isLabError } from '@lab/errors';
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

interface Examined {
  readonly settings: Settings;
  /** Names of those that do not parse: nothing can be said of what they are about. */
  readonly wrong: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** The settings without those that are wrong, each of which is a finding. */
const settingsOf = (source: Readonly<Record<string, string | undefined>>, found: readonly Finding[] = []): Examined => {
  try {
    const ok: Finding = { name: 'Settings', status: 'ok', found: 'every one parses' };
    return { settings: readSettings(source), wrong: new Set(), findings: found.length > 0 ? found : [ok] };
  } catch (error) {
    const name = isLabError(error) ? error.data.name : undefined;
    if (typeof name !== 'string' || source[name] === undefined) throw error;
    const { [name]: _, ...others } = source;
    const finding: Finding = {
      name: 'Settings',
      status: 'wrong',
      found: sentenceOf(error),
      mend: 'Correct or unset it.',
    };
    const rest = settingsOf(others, [...found, finding]);
    return { ...rest, wrong: rest.wrong.union(new Set([name])) };
  }
};

const notExamined =
  (name: string, setting: string): Check =>
  async () => ({ name, status: 'note', found: `not examined: ${setting} is wrong` });

/** Looks at everything that `lab dev`, `bench` and `test` depend on. Starts nothing and changes nothing. */
export const examine = async (source: NodeJS.ProcessEnv = process.env): Promise<readonly Finding[]> => {
  const { settings, wrong, findings } = settingsOf(source);
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
    checkPorts(settings, wrong),
    wrong.has('DATABASE_URL') ? notExamined('Database', 'DATABASE_URL') : checkDatabase(settings.DATABASE_URL),
    wrong.has('REDIS_URL') ? notExamined('Queue', 'REDIS_URL') : checkQueue(settings.REDIS_URL),
  ];
  const results = await Promise.all(
    checks.map((check) =>
      check().catch((error: unknown): Finding => ({ name: 'Doctor', status: 'wrong', found: sentenceOf(error) })),
    ),
  );
  return [...findings, ...results.flat()];
};
