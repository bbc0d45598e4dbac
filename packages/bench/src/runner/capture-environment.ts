import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import type { BenchDatabase } from '../contract/definition.ts';
import type { Environment } from '../contract/result.ts';
import type { Control } from './connect-control.ts';

const digest = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const readLine = async (path: string): Promise<string | undefined> => {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return undefined;
  }
};

/** Limits of the container, as cgroup version 2 writes them; empty outside one. */
const containerLimits = async (): Promise<Record<string, string>> => {
  const limits: Record<string, string> = {};
  for (const name of ['cpu.max', 'memory.max', 'cpuset.cpus.effective']) {
    const value = await readLine(`/sys/fs/cgroup/${name}`);
    if (value && !value.startsWith('max')) limits[name] = value;
  }
  return limits;
};

/** Always shown, changed or not: they decide what a write costs. */
const decisive = [
  ...['fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'max_wal_size', 'checkpoint_timeout'],
  ...['shared_buffers', 'work_mem', 'maintenance_work_mem', 'autovacuum', 'jit'],
];

/** Differ between two starts of the same cluster and say nothing about speed. */
const incidental = [
  ...['port', 'data_directory', 'config_file', 'hba_file', 'ident_file', 'external_pid_file', 'application_name'],
  ...['listen_addresses', 'unix_socket_directories', 'log_timezone', 'TimeZone', 'client_encoding'],
];

const postgresOf = async (control: Control, database: BenchDatabase): Promise<Environment['postgres']> => {
  const { rows } = await control.client.query<{ name: string; value: string }>(
    `select name, current_setting(name) as value from pg_settings
     where (name = any($1) or source not in ('default', 'client', 'override', 'session')) and name <> all($2) order by name`,
    [decisive, incidental],
  );
  const version = await control.client.query<{ version: string }>(
    `select current_setting('server_version') as version`,
  );
  return {
    version: version.rows[0]?.version ?? 'unknown',
    server: database.server,
    settings: Object.fromEntries(rows.map(({ name, value }) => [name, value])),
  };
};

/** Everything that a result depends on beside the code. The hash leaves the lock file out: comparing versions is the point. */
export const captureEnvironment = async (
  control: Control,
  database: BenchDatabase,
  options: { readonly root: string; readonly class: string },
): Promise<Environment> => {
  const lockfile = await readFile(join(options.root, 'pnpm-lock.yaml')).catch(() => undefined);
  const described = {
    class: options.class,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    kernel: `${type()} ${release()}`,
    container: await containerLimits(),
    node: process.version,
    postgres: await postgresOf(control, database),
  };
  return { ...described, hash: digest(JSON.stringify(described)), lockfileHash: lockfile ? digest(lockfile) : '' };
};
