// A PostgreSQL whose measuring database lies on a tmpfs of one megabyte. Runs in a user and mount namespace of its own
// (start-small-disk-server.ts), so that anybody may mount, nobody else sees it, and it is gone with the process.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@lab/services';
import { Client } from 'pg';

const folder = process.argv[2] ?? '';
const disk = join(folder, 'disk');
mkdirSync(disk);
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
mkdirSync(join(disk, 'space'), { mode: 0o700 });

const server = await startPostgres({ directory: join(folder, 'server'), settings: { fsync: 'off' } });
const client = new Client({ connectionString: server.connectionString });
await client.connect();
await client.query(`CREATE TABLESPACE small LOCATION '${join(disk, 'space')}'`);
await client.query('CREATE DATABASE lab_bench');
await client.query('ALTER DATABASE lab_bench SET default_tablespace = small');
await client.end();

process.once('disconnect', async () => {
  await server.stop();
  process.exit(0);
});
process.send?.(server.connectionString);
