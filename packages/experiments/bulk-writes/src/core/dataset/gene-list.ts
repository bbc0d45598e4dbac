import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { formatBytes } from '@lab/bench';
import { LabError } from '@lab/errors';
import { z } from 'zod';
import { geneName } from './gene-name.ts';

/** Genes by their place in the matrix, from 0. */
export interface GeneList {
  readonly size: number;
  readonly source: string;
  name(index: number): string;
}

/** Genes of the original's matrix; more only where more rows are asked for than their square has. */
const usual = 6500;

/** Of what a b-tree index can hold, which the table's own has to. */
const longestBytes = 1000;

/** Why PostgreSQL could not hold this name; undefined when it can. */
const unusable = (name: string): string | undefined => {
  if (name.includes('\0')) return 'has the character U+0000 in it, which no text in PostgreSQL can have';
  if (!name.isWellFormed()) return 'has half a surrogate pair in it, which is no character';
  const bytes = Buffer.byteLength(name);
  return bytes > longestBytes ? `is ${bytes} bytes long; at most ${longestBytes} are allowed` : undefined;
};

const fileSchema = z.array(z.string().trim().min(1)).min(1);

const readNames = async (
  path: string,
): Promise<{ readonly names: readonly string[]; readonly bytes: number; readonly hash: string }> => {
  const refuse = (problem: string, cause?: unknown): never => {
    throw new LabError('bad-input', { problem: `The file of names ${path} ${problem}.` }, { cause });
  };
  const text = await readFile(path, 'utf8').catch((error: Error) => refuse(`cannot be read (${error.message})`, error));
  let json: unknown;
  try {
    // Windows writes a byte order mark before it.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    refuse('is not JSON; it must be an array of names like ["YDR027C"]', error);
  }
  const { data, success } = fileSchema.safeParse(json);
  if (!success) return refuse('must be a JSON array of names like ["YDR027C"]');
  const seen = new Set<string>();
  for (const [index, name] of data.entries()) {
    const problem = unusable(name);
    if (problem) refuse(`cannot be used: its entry ${index + 1}, ${JSON.stringify(name.slice(0, 40))}, ${problem}`);
    if (seen.has(name)) refuse(`has ${name} twice; names are unique`);
    seen.add(name);
  }
  // Two files of one name and size are two data sets.
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  return { names: data, bytes: Buffer.byteLength(text), hash };
};

/** Generated names, enough for `least` genes, or those of a file. @throws LabError `bad-input` when the file is no list of names. */
export const openGenes = async (path: string | undefined, least = usual): Promise<GeneList> => {
  if (path === undefined)
    return { size: Math.max(usual, least), source: 'generated names in the yeast pattern', name: geneName };
  const { names, bytes, hash } = await readNames(path);
  // A result is published: it names the file, not the folder in which it lies on this machine.
  const source = `names of ${basename(path)}, ${formatBytes(bytes)}, SHA-256 ${hash}…`;
  return { size: names.length, source, name: (index) => names[index] ?? geneName(index) };
};
