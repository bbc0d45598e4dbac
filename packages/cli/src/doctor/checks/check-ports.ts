import { freePort, readState } from '@lab/services';
import { checkHost } from '../../dev/check-host.ts';
import type { Settings } from '../../dev/settings.ts';
import { sentenceOf } from '../../sentence-of.ts';
import type { Check, Finding } from '../finding.ts';

/** The ports that `lab dev` would take; where it would go instead, or that it may not. One whose setting is wrong is left out. */
export const checkPorts =
  (settings: Settings, wrong: ReadonlySet<string>): Check =>
  async () => {
    try {
      await checkHost(settings.HOST);
    } catch (error) {
      return { name: 'HOST', status: 'wrong', found: sentenceOf(error), mend: 'Correct or unset it.' };
    }
    const state = await readState(settings.LAB_ROOT);
    const ours = new Set(
      [state?.frontDoorUrl, state?.dashboardUrl, state?.proxyUrl, state?.workerUrl].map(
        (url) => url && new URL(url).port,
      ),
    );
    const wanted = [
      ['front door', 'PORT', settings.HOST],
      ['dashboard', 'DASHBOARD_PORT', '127.0.0.1'],
      ['worker', 'WORKER_PORT', '127.0.0.1'],
      ['proxy', 'PROXY_PORT', settings.HOST],
    ] as const;
    return Promise.all(
      wanted
        .filter(([, setting]) => !wrong.has(setting))
        .map(async ([what, setting, host]): Promise<Finding> => {
          const port = settings[setting];
          const name = `Port ${port}`;
          const free = await freePort(port, { host });
          if (free === port) return { name, status: 'ok', found: `free for the ${what}` };
          if (ours.has(String(port))) return { name, status: 'ok', found: `in use by our ${what}` };
          if (settings.given.has(setting))
            return {
              name,
              status: 'wrong',
              found: `taken by another program: the ${what} cannot start there`,
              mend: `Set ${setting} to a free port, or unset it.`,
            };
          return { name, status: 'note', found: `taken: the ${what} would move to ${free} or the next free one` };
        }),
    );
  };
