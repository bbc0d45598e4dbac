import { readdir, readFile } from 'node:fs/promises';
import { schemaFolder } from './folders.ts';

/** Every file of the schema as [name, text]. */
export const readSchema = async (): Promise<[string, string][]> => {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name): Promise<[string, string]> => [name, await readFile(new URL(name, schemaFolder), 'utf8')]),
  );
};
