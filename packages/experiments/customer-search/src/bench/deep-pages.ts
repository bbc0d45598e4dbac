import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { z } from 'zod';
import { optimizedListSchema } from '../contract/list-query.ts';
import type { Optimization } from '../contract/optimizations.ts';
import { createCursorCodec } from '../core/optimized/cursor.ts';
import type { Step } from './step.ts';

/** Cursors of a benchmark open nothing to anybody. */
export const benchCursors = createCursorCodec('benchmark');

const pageSize = 20;
/** So many neighbouring pages take turns. */
const pages = 50;

const placesSchema = z.array(z.object({ offset: z.int(), key: z.string(), id: z.string() }));

const file = (step: Step): string => join(step.scratch, 'deep-pages.json');

/** First row of the pages that begin behind 29 of 30 customers, in the default order. */
const firstOffset = (customers: number): number => Math.floor(((customers / 30) * 29) / pageSize) * pageSize;

/** Finds the rows that deep pages come after, once a run: by OFFSET, which is what they are to avoid. */
export const findDeepPages = async (step: Step, pool: Pool): Promise<void> => {
  const start = firstOffset(step.params.customers);
  const { rows } = await pool.query<{ key: string; id: string }>(
    `SELECT to_char(created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS key, id::text FROM (
       SELECT created, id, row_number() OVER () AS place
       FROM (SELECT created, id FROM optimized.customer ORDER BY created DESC, id DESC OFFSET $1 LIMIT $2) AS deep
     ) AS numbered WHERE place % ${pageSize} = 0 ORDER BY place`,
    [start - pageSize, pages * pageSize],
  );
  const places = rows.map((row, page) => ({ offset: start + page * pageSize, ...row }));
  await writeFile(file(step), JSON.stringify(places));
};

const readPlaces = async (step: Step) => placesSchema.parse(JSON.parse(await readFile(file(step), 'utf8')));

/** How many rows come before each of the deep pages. */
export const deepOffsets = async (step: Step): Promise<number[]> =>
  (await readPlaces(step)).map(({ offset }) => offset);

/** Query strings of the deep pages as the variant writes them: the same rows for all. */
export const deepPages = async (step: Step, variant: string, without: ReadonlySet<Optimization>): Promise<string[]> => {
  const places = await readPlaces(step);
  if (variant === 'naive') return places.map(({ offset }) => `page=${offset / pageSize + 1}`);
  const query = optimizedListSchema.parse({});
  return places.map(({ offset, key, id }) => {
    const at = without.has('keyset') ? { offset } : { toward: 'next' as const, key: [key], id };
    return `cursor=${benchCursors.encode(query, at)}`;
  });
};
