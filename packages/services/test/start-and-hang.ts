// Starts a server on the folder given, prints what a test wants to know, and stays until it is killed.
import { startPostgres } from '../src/postgres/start-postgres.ts';
import { startRedis } from '../src/redis/start-redis.ts';

const [service = '', directory = '', binding = ''] = process.argv.slice(2);
const server =
  service === 'redis'
    ? await startRedis({ directory })
    : await startPostgres({ directory, parentDeathSignal: binding !== 'watchdog' });
console.log(JSON.stringify({ pid: server?.pid, port: server?.port }));
setInterval(() => {}, 60_000);
