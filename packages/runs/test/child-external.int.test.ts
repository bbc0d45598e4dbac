import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ForkRunOptions, RunRequest } from '@lab/runs/child';
import { type PostgresServer, startPostgres } from '@lab/services';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startForked } from './support/start-forked.ts';

const scope = new AsyncDisposableStack();
let labRoot: string;

beforeAll(async () => {
  labRoot = await mkdtemp(join(tmpdir(), 'child-'));
  scope.defer(() => rm(labRoot, { recursive: true, force: true }));
});
afterAll(() => scope.disposeAsync());

const start = (request?: Partial<RunRequest>, options?: Partial<ForkRunOptions>) =>
  startForked(labRoot, request, options);

describe('forkRun on an external server', { timeout: 90_000 }, () => {
  let server: PostgresServer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'child-external-'));
    scope.defer(() => rm(folder, { recursive: true, force: true }));
    server = scope.use(await startPostgres({ directory: join(folder, 'postgres') }));
  }, 60_000);

  const query = async (sql: string) => {
    const client = new Client({ connectionString: server.connectionString });
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  };

  it('says which right is missing', async () => {
    await query(`create role plain login password 'plain'`);
    const url = new URL(server.connectionString);
    url.username = 'plain';
    url.password = 'plain';
    await expect(start({}, { databaseUrl: url.href }).result).rejects.toMatchObject({
      code: 'database-right-missing',
      message: /^The account plain at .* may not create the database lab_bench/,
    });
  });

  it('uses a database of its own, says what it cannot count, and leaves no session', async () => {
    const { result } = start({}, { databaseUrl: server.connectionString });
    const { status, environment, notes, samples } = await result;
    expect(status).toBe('finished');
    expect(environment.postgres?.server).toBe('external');
    expect(notes.join(' ')).toMatch(/WAL bytes are those of the whole server.*No CPU time of the server/);
    expect(samples[0]?.counters).not.toHaveProperty('server_cpu_seconds');
    expect(await query(`select datname from pg_database where datname = 'lab_bench'`)).toHaveLength(1);
    expect(await query(`select 1 from pg_class where relname = 'fixture'`)).toEqual([]);
    expect(
      await query(`select application_name from pg_stat_activity where application_name like 'lab-bench%'`),
    ).toEqual([]);
  });

  it('leaves CHECKPOINT out for an account that may not, and says so', async () => {
    await query('grant all on database lab_bench to plain');
    await query('alter database lab_bench owner to plain');
    const url = new URL(server.connectionString);
    url.username = 'plain';
    url.password = 'plain';
    const { notes, status } = await start({}, { databaseUrl: url.href }).result;
    expect(status).toBe('finished');
    expect(notes).toContain('No CHECKPOINT before samples: the account is neither superuser nor in pg_checkpoint.');
  });

  it('says in one sentence that a server cannot be reached', async () => {
    const { result } = start({}, { databaseUrl: 'postgresql://nobody@127.0.0.1:1/none' });
    await expect(result).rejects.toMatchObject({
      code: 'database-unreachable',
      message: /^PostgreSQL at 127\.0\.0\.1:1/,
    });
  });
});
