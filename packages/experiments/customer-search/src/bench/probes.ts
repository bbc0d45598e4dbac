import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Step } from './step.ts';

/** What a variant answered to some requests of its load: ids in their order. */
const probesSchema = z.array(z.object({ query: z.string(), ids: z.array(z.int()) }));
export type Probes = z.infer<typeof probesSchema>;

const pageSchema = z.object({ results: z.array(z.object({ id: z.int() })) });

const file = (step: Step): string => join(step.scratch, 'probes.json');

const asked = 5;

/** Evenly over the list, so that each kind of request is among them. */
export const chooseProbes = (queries: readonly string[]): string[] =>
  Array.from(
    { length: Math.min(asked, queries.length) },
    (_, place) => queries[Math.floor((place * queries.length) / asked)] ?? '',
  );

/** Asks the measured host before it is under load, and leaves what it says for `verify`, which runs in another process. */
export const askProbes = async (step: Step, list: string, queries: readonly string[]): Promise<void> => {
  const probes: Probes = [];
  for (const query of chooseProbes(queries)) {
    const response = await fetch(`${list}?${query}`, { signal: step.signal });
    if (!response.ok)
      throw new Error(
        `The request ${query || 'for the list'} was answered with ${response.status}: ${await response.text()}`,
      );
    const { results } = pageSchema.parse(await response.json());
    probes.push({ query, ids: results.map(({ id }) => id) });
  }
  await writeFile(file(step), JSON.stringify(probes));
};

export const readProbes = async (step: Step): Promise<Probes> =>
  probesSchema.parse(JSON.parse(await readFile(file(step), 'utf8')));

export const checksumOf = (answers: readonly (readonly number[])[]): string =>
  createHash('sha256').update(JSON.stringify(answers)).digest('hex').slice(0, 16);
