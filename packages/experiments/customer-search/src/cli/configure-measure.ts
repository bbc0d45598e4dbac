import { randomBytes } from 'node:crypto';
import { formatCount, formatRatio, formatSeconds } from '@lab/bench';
import type { Command } from 'commander';
import { Client } from 'pg';
import { progressText } from '../core/data/progress-text.ts';
import type { CustomersHost } from './customers-host.ts';
import { createProgressLines } from './progress-lines.ts';
import { readSize, type SizeFlags } from './read-size.ts';
import { stopOnSignal } from './stop-on-signal.ts';

/** A database of its own on the same server, gone with its scope: the customers that are there are not touched. */
const ownDatabase = async (url: string): Promise<{ readonly url: string } & AsyncDisposable> => {
  const name = `lab_customers_${randomBytes(4).toString('hex')}`;
  const own = new URL(url);
  own.pathname = `/${name}`;
  const ask = async (sql: string) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await ask(`CREATE DATABASE ${name}`);
  return { url: own.href, [Symbol.asyncDispose]: () => ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
};

export const configureMeasure = (command: Command, host: CustomersHost): void => {
  command
    .command('measure')
    .description(
      'time the generator against server-side COPY of the same rows plus the same indexes, in a database of its own',
    )
    .requiredOption('--customers <n>', 'how many, such as 3_000_000')
    .option('--workers <n>', 'threads that make rows, each with a connection', '4')
    .option('--seed <n>', 'the same seed makes the same customers', '1')
    .action(async (flags: SizeFlags) => {
      const size = readSize(flags);
      await using database = await host.openDatabase();
      await using own = await ownDatabase(database.url);
      const { prepareCustomers } = await import('../core/data/prepare-customers.ts');
      const { measureReference } = await import('../core/data/measure-reference.ts');
      using stop = stopOnSignal('Stopping.');
      using lines = createProgressLines(process.stderr);
      const { signal } = stop;
      try {
        const start = performance.now();
        await prepareCustomers({
          ...size,
          connectionString: own.url,
          signal,
          onProgress: (progress) => lines.show(progressText(progress)),
        });
        const seconds = (performance.now() - start) / 1000;
        const { copySeconds, indexSeconds } = await measureReference(own.url, {
          signal,
          onStep: (step) => lines.show(`Reference: ${step}`),
        });
        lines[Symbol.dispose]();
        const reference = copySeconds + indexSeconds;
        console.log(
          `${formatCount(size.customers)} customers with ${size.workers} workers: generator ${formatSeconds(seconds)}; ` +
            `server-side COPY ${formatSeconds(copySeconds)} plus keys and indexes ${formatSeconds(indexSeconds)} = ${formatSeconds(reference)}; ` +
            `${formatRatio(seconds / reference)}`,
        );
      } catch (error) {
        if (!signal.aborted) throw error;
        process.exitCode = 130;
      }
    });
};
