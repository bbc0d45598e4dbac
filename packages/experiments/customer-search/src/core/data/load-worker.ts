// Runs in a thread: takes batches of indexes until there are none left, makes their rows and feeds them to COPY.
import { parentPort, workerData } from 'node:worker_threads';
import { copyBinary } from '@lab/bulk';
import { Client } from 'pg';
import { copyReadTable, copyRowsOf, copyTables } from './copy-tables.ts';
import { customerRow } from './customer-row.ts';
import type { LoadWorkerData } from './run-load-workers.ts';

const load = async ({ connectionString, applicationName, counters, batch, range, seed, into }: LoadWorkerData) => {
  const stop = new AbortController();
  // A message, so that a COPY that is under way ends at once too.
  parentPort?.once('message', () => stop.abort());
  parentPort?.unref();
  const [next, done] = [0, 1];
  const shared = new Int32Array(counters);
  const client = new Client({ connectionString, application_name: applicationName, keepAlive: true });
  await client.connect();
  try {
    // What is loaded counts only once it has been put in place, and that commit is flushed.
    await client.query('SET synchronous_commit = off');
    const options = { signal: stop.signal, sequences: 'leave' } as const;
    const [naive, optimized] = [copyTables(into.naive), copyTables(into.optimized)];
    const readTable = copyReadTable(into.optimized);
    for (;;) {
      const place = Atomics.add(shared, next, batch);
      if (place >= range.count || stop.signal.aborted) return;
      const count = Math.min(batch, range.count - place);
      const rows = copyRowsOf((index) => customerRow(index, seed), {
        first: range.first + place,
        count,
        firstId: range.firstId + place,
      });
      for (const tables of [naive, optimized]) {
        await copyBinary(client, tables.address, rows.address, options);
        await copyBinary(client, tables.app_user, rows.app_user, options);
        await copyBinary(client, tables.customer_relationship, rows.customer_relationship, options);
      }
      await copyBinary(client, readTable, rows.customer, options);
      Atomics.add(shared, done, count);
    }
  } finally {
    await client.end();
  }
};

await load(workerData);
