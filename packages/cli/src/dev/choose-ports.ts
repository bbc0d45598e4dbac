import { LabError } from '@lab/errors';
import { freePort } from '@lab/services';
import { checkHost } from './check-host.ts';
import type { Settings } from './settings.ts';

export interface Ports {
  readonly frontDoor: number;
  readonly dashboard: number;
  readonly worker: number;
  readonly proxy: number;
  /** One sentence for each default port that was taken. */
  readonly moved: readonly string[];
  /** For what has no setting: this port or the next free one that is not given out already. */
  another(preferred: number): Promise<number>;
}

const names = ['PORT', 'DASHBOARD_PORT', 'WORKER_PORT', 'PROXY_PORT'] as const;
const local = '127.0.0.1';

const hostOf = (name: (typeof names)[number], settings: Settings): string =>
  name === 'PORT' || name === 'PROXY_PORT' ? settings.HOST : local;

/**
 * A port for every app. A default that is taken moves to the next free one; a port that somebody has set and that cannot be
 * had throws `bad-setting`, as a HOST on which nobody can listen does.
 */
export const choosePorts = async (settings: Settings, signal: AbortSignal): Promise<Ports> => {
  await checkHost(settings.HOST, signal);
  const taken = new Set<number>();
  const moved: string[] = [];
  const isFree = async (port: number, host: string) => (await freePort(port, { host, taken, signal })) === port;
  // first, so that no default moves onto one of these
  for (const name of names) {
    if (!settings.given.has(name)) continue;
    const [port, host] = [settings[name], hostOf(name, settings)];
    if (!(await isFree(port, host)))
      throw new LabError('bad-setting', { name, allowed: `a free port of ${host}`, value: `${port}, which is taken` });
    taken.add(port);
  }
  const choose = async (what: string, preferred: number, host: string): Promise<number> => {
    const port = await freePort(preferred, { host, taken, signal });
    taken.add(port);
    if (port !== preferred) moved.push(`Port ${preferred} is taken: ${what} is on ${port}.`);
    return port;
  };
  const portOf = (name: (typeof names)[number], what: string) =>
    settings.given.has(name) ? settings[name] : choose(what, settings[name], hostOf(name, settings));
  return {
    frontDoor: await portOf('PORT', 'the front door'),
    dashboard: await portOf('DASHBOARD_PORT', 'the dashboard (private)'),
    worker: await portOf('WORKER_PORT', 'the worker (private)'),
    proxy: await portOf('PROXY_PORT', 'the proxy'),
    moved,
    another: (preferred) => freePort(preferred, { taken, signal }),
  };
};
