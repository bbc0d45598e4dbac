import { appendFile, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPostgres } from '../src/postgres/start-postgres.ts';
import { isAlive } from '../src/process/is-alive.ts';
import { waitUntil } from '../src/process/wait-until.ts';
import { lostRace } from './lost-race.ts';
import { query } from './query.ts';
import { scratch } from './scratch.ts';
import { spawnOwner } from './spawn-owner.ts';

const gone = (pid: number) => waitUntil(() => !isAlive(pid), 15_000);

describe('the embedded PostgreSQL', () => {
  test('keeps its data, its password and its port from one start to the next', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'postgres');
    const first = await startPostgres({ directory, parentDeathSignal: false });
    await query(first.connectionString, 'create table kept as select 42 as answer');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    await using second = await startPostgres({ directory, port: first.port });
    expect(second.connectionString).toBe(first.connectionString);
    expect(await query(second.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('is durable, sorts the same everywhere, knows letters beyond ASCII, and lets nobody in without the password', async () => {
    await using folder = await scratch();
    await using server = await startPostgres({
      directory: join(folder.path, 'postgres'),
      settings: { work_mem: '9MB' },
    });
    const [row] = await query(
      server.connectionString,
      `select current_setting('fsync') as fsync, current_setting('work_mem') as work_mem, upper('zoë') as upper, 'B' < 'a' as bytewise`,
    );
    expect(row).toEqual({ fsync: 'on', work_mem: '9MB', upper: 'ZOË', bytewise: true });
    const other = server.connectionString.replace(/lab:[^@]+@/, 'lab:lab@');
    await expect(query(other, 'select 1')).rejects.toThrow(/password authentication failed/);
    expect((await stat(server.directory)).mode & 0o077).toBe(0);
  });

  test.each(['setpriv', 'watchdog'] as const)(
    'ends when its owner is SIGKILLed (%s), and starts again',
    async (binding) => {
      await using folder = await scratch();
      const directory = join(folder.path, 'postgres');
      await using owner = await spawnOwner('postgres', directory, binding);
      expect(isAlive(owner.pid)).toBe(true);
      owner.child.kill('SIGKILL');
      await using server = await startPostgres({ directory });
      expect(await gone(owner.pid)).toBe(true);
      expect(await readFile(server.logFile, 'utf8')).toContain('received fast shutdown request');
    },
  );

  test('starts again after the server itself was SIGKILLed', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'postgres');
    const killed = await startPostgres({ directory });
    await query(killed.connectionString, 'create table kept as select 1 as one');
    process.kill(killed.pid, 'SIGKILL');
    await killed.ended;
    await using server = await startPostgres({ directory, port: killed.port });
    expect(await query(server.connectionString, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  test('says who has the cluster when a live process owns it, and leaves that one alone', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'postgres');
    await using owner = await spawnOwner('postgres', directory);
    await expect(startPostgres({ directory })).rejects.toThrow(
      `is in use by another live process (server ${owner.pid} on port ${owner.port}); use that one, or end it first.`,
    );
    expect(isAlive(owner.pid)).toBe(true);
    owner.child.kill('SIGKILL');
    expect(await gone(owner.pid)).toBe(true);
  });

  test('starts although the id in a stale postmaster.pid belongs to a stranger now', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'postgres');
    await (await startPostgres({ directory })).stop();
    await writeFile(
      join(directory, 'postmaster.pid'),
      `${process.pid}\n${directory}\n1\n5432\n\n127.0.0.1\n  1 1\nready\n`,
    );
    await using server = await startPostgres({ directory });
    expect(server.pid).not.toBe(process.pid);
  });

  test('ends a server whose owner is gone and that did not end by itself', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'postgres');
    await using owner = await spawnOwner('postgres', directory);
    // stopped, it cannot act on the signal that tells it that its owner died
    process.kill(owner.pid, 'SIGSTOP');
    owner.child.kill('SIGKILL');
    await using server = await startPostgres({ directory });
    expect(await gone(owner.pid)).toBe(true);
    expect(server.pid).not.toBe(owner.pid);
  }, 60_000);

  test('quotes its log when it cannot start', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'postgres');
    await (await startPostgres({ directory })).stop();
    await appendFile(join(directory, 'postgresql.conf'), "\nwork_mem = 'lots'\n");
    await expect(startPostgres({ directory })).rejects.toThrow(
      /The embedded PostgreSQL did not start: its log \(.*postgres\.log\) ends with:\n.*invalid value for parameter "work_mem": "lots"/,
    );
  });

  test('says that its port is taken', async () => {
    await using folder = await scratch();
    await using blocker = createServer();
    await new Promise<void>((settle) => blocker.listen(0, '127.0.0.1', settle));
    const address = blocker.address();
    const port = address && typeof address === 'object' ? address.port : 0;
    await expect(startPostgres({ directory: join(folder.path, 'postgres'), port })).rejects.toThrow(
      /could not bind IPv4 address "127.0.0.1": Address already in use/,
    );
  });

  test('moves on when another program was faster to listen on the port that was chosen', async () => {
    await using folder = await scratch();
    using race = lostRace(2);
    await using server = await startPostgres({ directory: join(folder.path, 'postgres'), port: race.choose });
    expect(race.chosen).toHaveLength(3);
    expect(server.port).toBe(race.chosen[2]);
    expect(await query(server.connectionString, 'select inet_server_port() as port')).toEqual([{ port: server.port }]);
    expect(await readFile(server.logFile, 'utf8')).toContain('Address already in use');
  });

  test('gives up in one sentence when others are faster every time, and lets go of the cluster', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'postgres');
    using race = lostRace(Number.POSITIVE_INFINITY);
    const error = await startPostgres({ directory, port: race.choose }).catch((reason: unknown) => reason);
    expect(race.chosen).toHaveLength(5);
    expect(error).toMatchObject({
      code: 'service-failed',
      message: `The embedded PostgreSQL did not start: other programs took the ports ${race.chosen.join(', ')}, each just before it could listen there.`,
    });
    await using server = await startPostgres({ directory });
    expect(isAlive(server.pid)).toBe(true);
  });

  test('touches no file that lies where the cluster belongs', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'postgres');
    await writeFile(directory, 'a file, not a folder');
    await expect(startPostgres({ directory })).rejects.toThrow(/postgres is not a folder; move it away/);
    expect(await readFile(directory, 'utf8')).toBe('a file, not a folder');
  });
});

// For an ordinary user there is nothing to choose, so these are not tests that it skips.
const asRoot = () => {
  test('runs in a user namespace inside a folder that only root may enter', async () => {
    await using folder = await scratch();
    await using server = await startPostgres({ directory: join(folder.path, 'postgres') });
    expect(server.directory).toBe(join(folder.path, 'postgres'));
  });

  test('runs as nobody where user namespaces are forbidden, and ends with its owner', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'postgres');
    const options = { directory, userNamespaces: false };
    const first = await startPostgres(options);
    expect(await readFile(`/proc/${first.pid}/status`, 'utf8')).toMatch(/^Uid:\s+65534\s/m);
    await query(first.connectionString, 'create table kept as select 42 as answer');
    await first.stop();
    await using _moved = {
      [Symbol.asyncDispose]: () => rm(dirname(first.directory), { recursive: true, force: true }),
    };
    await using second = await startPostgres(options);
    expect(second.directory).toBe(first.directory);
    // it was moved: the folder that was asked for may be entered by root only
    expect(await readlink(directory)).toBe(first.directory);
    expect(await query(second.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });
};
if (process.getuid?.() === 0) describe('as root', asRoot);
