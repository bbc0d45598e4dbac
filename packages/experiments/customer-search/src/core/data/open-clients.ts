import { Client } from 'pg';

/** Memory of all sessions that build indexes together, in MiB. */
const maintenanceMemory = 1024;

/**
 * Connections for work that takes long: no time limits, large sorts in memory, and a look at the client every second, so that
 * the server stops when this process is killed.
 */
export const openClients = async (options: {
  readonly connectionString: string;
  readonly applicationName: string;
  readonly count: number;
}): Promise<{ readonly clients: readonly Client[] } & AsyncDisposable> => {
  const { connectionString, applicationName, count } = options;
  await using opening = new AsyncDisposableStack();
  const clients: Client[] = [];
  for (let place = 0; place < count; place++) {
    const client = new Client({ connectionString, application_name: applicationName, keepAlive: true });
    // The statement that fails tells it; without a listener it would end the process.
    client.on('error', () => undefined);
    opening.defer(() => client.end());
    await client.connect();
    await client.query(
      `SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET synchronous_commit = off;
       SET maintenance_work_mem = '${Math.max(64, Math.floor(maintenanceMemory / count))}MB'`,
    );
    // Not on every system that PostgreSQL runs on.
    await client.query('SET client_connection_check_interval = 1000').catch(() => undefined);
    clients.push(client);
  }
  const open = opening.move();
  return { clients, [Symbol.asyncDispose]: () => open.disposeAsync() };
};
