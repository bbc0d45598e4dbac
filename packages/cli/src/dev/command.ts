import type { Command } from 'commander';
import { addOptions } from './add-options.ts';

export const configure = (command: Command): void => addOptions(command, 'development');
