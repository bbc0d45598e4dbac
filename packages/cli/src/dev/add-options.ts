import type { Command } from 'commander';
import type { Mode } from './describe-apps.ts';
import { parseApps } from './parse-apps.ts';
import { runLab } from './run-lab.ts';
import { stopSignal } from './stop-signal.ts';

interface Options {
  readonly verbose: boolean;
  readonly only?: readonly string[];
}

/** What `lab dev` and `lab start` have in common. */
export const addOptions = (command: Command, mode: Mode): void => {
  command
    .option('--verbose', 'show the output of every process', false)
    .option('--only <apps>', 'start only these, comma-separated', parseApps)
    .action(async ({ verbose, only }: Options) => {
      using stopping = stopSignal();
      await runLab({ mode, verbose, only, stopping }).catch((error: unknown) => {
        // stopped in the middle of a step, whatever that made of it
        if (!stopping.aborted) throw error;
      });
      // said to every reader, terminal or not: whoever stopped it wants to know that it is over
      if (stopping.aborted) console.log('Stopped; nothing is left running.');
      // a library's forgotten timer must not hold the terminal
      process.exit();
    });
};
