import { BulkError } from './bulk-error.ts';

const choices: Readonly<Record<string, readonly string[]>> = {
  sequences: ['advance', 'leave'],
  duplicates: ['reject', 'last'],
  unchanged: ['write', 'skip'],
  missing: ['insert', 'ignore'],
  block: ['swap', 'writes'],
};

/** Refuses a misspelt choice, which plain JavaScript may pass, and which would else count as the default. */
export const requireChoices = (table: string, options: object): void => {
  for (const [name, known] of Object.entries(choices)) {
    const chosen: unknown = Reflect.get(options, name);
    if (chosen === undefined || known.some((choice) => choice === chosen)) continue;
    const words = known.map((choice) => `'${choice}'`).join(' or ');
    throw new BulkError('bad-usage', `Table ${table}: ${name} must be ${words}; it was ${String(chosen)}.`, { table });
  }
};
