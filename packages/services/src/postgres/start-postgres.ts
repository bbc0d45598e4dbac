import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { LabError } from '@lab/errors';
import { acquireLock } from '../acquire-lock.ts';
import { onPort } from '../on-port.ts';
import { bindToParent } from '../process/bind-to-parent.ts';
import { openLog } from '../process/open-log.ts';
import { readTail } from '../process/read-tail.ts';
import { stopChild } from '../process/stop-child.ts';
import type { Lock } from '../take-lock.ts';
import { awaitReady } from './await-ready.ts';
import { checkOwner } from './check-owner.ts';
import { chooseIdentity } from './choose-identity.ts';
import { clearOrphan } from './clear-orphan.ts';
import { findBinaries } from './find-binaries.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import type { PostgresServer, StartPostgresOptions } from './postgres-server.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { readPassword } from './read-password.ts';
import { serverEnvironment } from './server-environment.ts';
import type { ServerIdentity } from './server-identity.ts';

const failed = (reason: string) => new LabError('service-failed', { service: 'The embedded PostgreSQL', reason });

const startMs = 60_000;
/** Sessions of a killed postmaster need a moment to notice. */
const attempts = 5;
const passing = /pre-existing shared memory block/;

interface Launch {
  readonly identity: ServerIdentity;
  readonly options: StartPostgresOptions;
  readonly port: number;
  readonly logFile: string;
  readonly lock: Lock;
}

const launch = async ({ identity, options, port, logFile, lock }: Launch): Promise<PostgresServer | string> => {
  const { directory } = identity;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...(options.durable === false ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
    ...options.settings,
  };
  const bound = await bindToParent(
    identity.binaries.postgres,
    ['-D', directory, '-p', String(port), ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    'INT',
    options,
  );
  const [command, args] = identity.wrap(bound.command, bound.args);
  const log = await openLog(logFile);
  // its own process group: Ctrl-C in a terminal must reach the owner only, which ends its clients first
  const child = spawn(command, [...args], {
    cwd: '/',
    env: serverEnvironment(),
    stdio: [bound.stdin, log.handle.fd, log.handle.fd],
    detached: true,
  });
  const ended = new Promise<void>((settle) => {
    child.once('exit', () => settle());
    child.once('error', () => settle());
  });
  await log.handle.close();
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  const password = await readPassword(directory);
  const connectionString = `postgresql://lab:${password}@127.0.0.1:${port}/postgres`;
  const readiness = await awaitReady({ directory, port, connectionString, milliseconds: startMs, hasEnded });
  const pid = (await readPostmasterFile(directory))?.pid ?? child.pid ?? 0;
  const stop = async () => {
    await stopChild(child, pid, [
      { signal: 'SIGINT', milliseconds: 10_000 },
      { signal: 'SIGQUIT', milliseconds: 5_000 },
      { signal: 'SIGKILL', milliseconds: 5_000 },
    ]);
    lock.release();
  };
  if (readiness === 'ready') {
    void ended.then(() => lock.release());
    return { connectionString, port, pid, directory, logFile, ended, stop, [Symbol.asyncDispose]: stop };
  }
  if (readiness === 'late') await stopChild(child, pid, [{ signal: 'SIGQUIT', milliseconds: 5_000 }]);
  return readTail(logFile, { since: log.size });
};

/**
 * Starts the embedded PostgreSQL 18 on a folder, which it creates when there is none. It ends with this process, however
 * that ends. Throws `service-failed` with one sentence and the end of the server's log: no binaries, a cluster that
 * another live process owns, a folder of another user, a taken port, a full disk.
 */
export const startPostgres = async (options: StartPostgresOptions): Promise<PostgresServer> => {
  const binaries = await findBinaries();
  const wanted = resolve(options.directory);
  await mkdir(dirname(wanted), { recursive: true });
  const place = join(await realpath(dirname(wanted)), wanted.slice(dirname(wanted).length + 1));
  const lock = await acquireLock(`${place}.lock`);
  if (!lock) {
    const owner = await readPostmasterFile(place);
    throw failed(
      `the cluster in ${place} is in use by another live process${owner ? ` (server ${owner.pid} on port ${owner.port})` : ''}; use that one, or end it first.`,
    );
  }
  try {
    await checkOwner(place);
    const identity = await chooseIdentity(binaries, place, options);
    const { directory } = identity;
    const logFile = options.logFile ?? `${place}.log`;
    await clearOrphan(directory);
    if (!existsSync(join(directory, 'PG_VERSION')))
      await initialiseCluster(identity, { durable: options.durable ?? true });
    else if (identity.kind === 'nobody' && (await stat(directory)).uid === 0) await identity.give(directory);
    for (let attempt = 1; ; attempt++) {
      const outcome = await onPort(options.port, (port) => launch({ identity, options, port, logFile, lock }), failed);
      if (typeof outcome !== 'string') return outcome;
      if (attempt === attempts || !passing.test(outcome)) throw failed(`its log (${logFile}) ends with:\n${outcome}`);
      await new Promise((settle) => setTimeout(settle, 200 * attempt));
    }
  } catch (error) {
    lock.release();
    throw error;
  }
};
