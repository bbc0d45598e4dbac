import { z } from 'zod';
import type { KeyPage } from '../customer-reader.ts';
import { pageHeadSchema } from './page-head-schema.ts';
import { parseJson } from './parse-json.ts';
import type { Codec } from './read-through.ts';

const keyPageSchema = z.object({ ...pageHeadSchema.shape, ids: z.array(z.int()) });

/** The primary keys of a page, as JSON. */
export const keysCodec: Codec<KeyPage> = {
  encode: (page) => JSON.stringify(page),
  decode: (text) => keyPageSchema.safeParse(parseJson(text)).data,
};
