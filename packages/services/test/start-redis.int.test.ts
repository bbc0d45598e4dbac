import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { findExecutable } from '../src/process/find-executable.ts';
import { isAlive } from '../src/process/is-alive.ts';
import { waitUntil } from '../src/process/wait-until.ts';
import { startRedis } from '../src/redis/start-redis.ts';
import { lostRace } from './lost-race.ts';
import { scratch } from './scratch.ts';
import { spawnOwner } from './spawn-owner.ts';

const program = await findExecutable(['redis-server', 'valkey-server']);

const start = async (directory: string, port?: number) => {
  const server = await startRedis({ directory, ...(port ? { port } : {}) });
  if (!server) throw new Error('redis-server was on PATH a moment ago');
  return server;
};

describe.runIf(program)('a private Redis', () => {
  test('keeps what was written, behind a password that only its owner can read', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'redis');
    const first = await start(directory);
    const client = new Redis(first.url);
    await client.set('kept', '42');
    client.disconnect();
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    await using second = await start(directory, first.port);
    const again = new Redis(second.url);
    expect(await again.get('kept')).toBe('42');
    expect(await again.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    again.disconnect();
    const stranger = new Redis(second.port, '127.0.0.1', { retryStrategy: () => null });
    stranger.on('error', () => {});
    await expect(stranger.get('kept')).rejects.toThrow(/NOAUTH/);
    stranger.disconnect();
  });

  test('ends when its owner is SIGKILLed', async () => {
    await using folder = await scratch();
    await using owner = await spawnOwner('redis', join(folder.path, 'redis'));
    owner.child.kill('SIGKILL');
    expect(await waitUntil(() => !isAlive(owner.pid), 15_000)).toBe(true);
  });

  test('moves on when another program was faster to listen on the port that was chosen', async () => {
    await using folder = await scratch();
    using race = lostRace(1);
    await using server = await startRedis({ directory: join(folder.path, 'redis'), port: race.choose });
    expect(race.chosen).toHaveLength(2);
    expect(server?.port).toBe(race.chosen[1]);
  });

  test('says that its port is taken when it may not move', async () => {
    await using folder = await scratch();
    using race = lostRace(1);
    const port = await race.choose();
    await expect(startRedis({ directory: join(folder.path, 'redis'), port })).rejects.toThrow(/Address already in use/);
  });

  test('refuses a folder that a live process owns', async () => {
    await using folder = await scratch();
    const directory = join(folder.path, 'redis');
    await using server = await start(directory);
    await expect(startRedis({ directory })).rejects.toThrow(/is in use by another live process/);
    expect(await readFile(server.logFile, 'utf8')).toContain('Ready to accept connections');
  });
});
