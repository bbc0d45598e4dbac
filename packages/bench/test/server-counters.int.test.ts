import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '@lab/services';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readServerCounters } from '../src/runner/read-server-counters.ts';

let folder: string;
let server: PostgresServer;
let control: Client;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'server-counters-'));
  server = await startPostgres({ directory: join(folder, 'postgres') });
  control = new Client({ connectionString: server.connectionString });
  await control.connect();
}, 60_000);
afterAll(async () => {
  await control.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const usedCpu = async (): Promise<number> =>
  (await readServerCounters({ client: control, walReadable: true }, server.pid)).cpuSeconds ?? Number.NaN;

// It was lost when the session ended between the reading of its parent and its own: the time of most psql samples.
it('counts the time of a session that ends while the counters are read', { timeout: 60_000 }, async () => {
  for (let attempt = 0; attempt < 20; attempt++) {
    const before = await usedCpu();
    const session = new Client({ connectionString: server.connectionString });
    await session.connect();
    await session.query('select count(*) from generate_series(1, 400000)');
    await session.end();
    expect((await usedCpu()) - before).toBeGreaterThan(0.01);
  }
});
