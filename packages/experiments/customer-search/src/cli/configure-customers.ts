import type { Command } from 'commander';
import { configureGenerate } from './configure-generate.ts';
import { configureMeasure } from './configure-measure.ts';
import type { CustomersHost } from './customers-host.ts';

/** Sub-commands of `lab customers`. */
export const configureCustomers = (command: Command, host: CustomersHost): void => {
  configureGenerate(command, host);
  configureMeasure(command, host);
};
