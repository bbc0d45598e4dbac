import { LabError } from '@lab/errors';
import { freePort, holdPort, isPortFree } from '@lab/services';
import { checkHost } from './check-host.ts';
import type { Settings } from './settings.ts';

/** Disposing it gives the ports to other labs: not before the apps have ended. */
export interface Ports extends Disposable {
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
const lastPort = 65_535;

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
  using choosing = new DisposableStack();
  // The apps listen seconds later: until then another lab would find the same port free. One that is held is not even tried,
  // because trying it is listening on it, perhaps just when its app wants to.
  const take = async (port: number, host: string): Promise<boolean> => {
    const lock = holdPort(port);
    if (!lock) return false;
    choosing.use(lock);
    if (!(await isPortFree(port, { host, signal }))) {
      lock.release();
      return false;
    }
    taken.add(port);
    return true;
  };
  // first, so that no default moves onto one of these
  for (const name of names) {
    if (!settings.given.has(name)) continue;
    const [port, host] = [settings[name], hostOf(name, settings)];
    if (!(await take(port, host)))
      throw new LabError('bad-setting', { name, allowed: `a free port of ${host}`, value: `${port}, which is taken` });
  }
  const choose = async (what: string, preferred: number, host: string): Promise<number> => {
    let port = preferred;
    while (!(await take(port, host)))
      if (++port > lastPort) throw new Error(`No port is free on ${host} from ${preferred} on.`);
    if (port !== preferred) moved.push(`Port ${preferred} is taken: ${what} is on ${port}.`);
    return port;
  };
  const portOf = (name: (typeof names)[number], what: string) =>
    settings.given.has(name) ? settings[name] : choose(what, settings[name], hostOf(name, settings));
  const ports = {
    frontDoor: await portOf('PORT', 'the front door'),
    dashboard: await portOf('DASHBOARD_PORT', 'the dashboard (private)'),
    worker: await portOf('WORKER_PORT', 'the worker (private)'),
    proxy: await portOf('PROXY_PORT', 'the proxy'),
    moved,
    another: (preferred: number) => freePort(preferred, { taken, signal }),
  };
  const held = choosing.move();
  return { ...ports, [Symbol.dispose]: () => held.dispose() };
};
