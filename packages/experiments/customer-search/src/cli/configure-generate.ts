import { formatCount, formatRate, formatSeconds } from '@lab/bench';
import type { Command } from 'commander';
import { progressText } from '../core/data/progress-text.ts';
import type { CustomersHost } from './customers-host.ts';
import { createProgressLines } from './progress-lines.ts';
import { readSize, type SizeFlags } from './read-size.ts';
import { stopOnSignal } from './stop-on-signal.ts';

interface GenerateFlags extends SizeFlags {
  readonly replace: boolean;
}

const endText = (
  asked: number,
  { before, made, seconds }: { before: number; made: number; seconds: number },
): string => {
  if (made > 0) {
    const rate = formatRate(made / seconds, 'customers/s');
    return `Made ${formatCount(made)} customers in ${formatSeconds(seconds)} (${rate}): naive and optimized hold the same rows.`;
  }
  return before === asked
    ? `Already there: ${formatCount(before)} customers.`
    : `There are ${formatCount(before)} customers already; only --replace makes fewer.`;
};

export const configureGenerate = (command: Command, host: CustomersHost): void => {
  command
    .command('generate')
    .description('make customers in both schemas, the same rows')
    .requiredOption('--customers <n>', 'how many there shall be, such as 3_000_000')
    .option('--workers <n>', 'threads that make rows, each with a connection', '4')
    .option('--seed <n>', 'the same seed makes the same customers', '1')
    .option('--replace', 'make all of them anew; without it, what is there stays and the rest is added', false)
    .action(async (flags: GenerateFlags) => {
      const size = readSize(flags);
      await using database = await host.openDatabase();
      const { generateCustomers } = await import('../core/data/generate-customers.ts');
      using stop = stopOnSignal('Stopping; the customers stay as they were.');
      using lines = createProgressLines(process.stderr);
      try {
        const generated = await generateCustomers({
          ...size,
          connectionString: database.url,
          mode: flags.replace ? 'replace' : 'top-up',
          signal: stop.signal,
          onProgress: (progress) => lines.show(progressText(progress)),
        });
        lines[Symbol.dispose]();
        console.log(endText(size.customers, generated));
      } catch (error) {
        if (!stop.signal.aborted) throw error;
        lines[Symbol.dispose]();
        console.error(`Stopped. Nothing has changed in ${database.where}.`);
        process.exitCode = 130;
      }
    });
};
