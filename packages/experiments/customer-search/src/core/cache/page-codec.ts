import type { JsonPage } from '../customer-reader.ts';
import { pageHeadSchema } from './page-head-schema.ts';
import { parseJson } from './parse-json.ts';
import type { Codec } from './read-through.ts';

/** A whole page: a line of JSON, then the results as the database made them, which are neither escaped nor parsed. */
export const pageCodec: Codec<JsonPage> = {
  encode: ({ results, ...head }) => `${JSON.stringify(head)}\n${results}`,
  decode: (text) => {
    const end = text.indexOf('\n');
    const head = end < 0 ? undefined : pageHeadSchema.safeParse(parseJson(text.slice(0, end)));
    return head?.success ? { ...head.data, results: text.slice(end + 1) } : undefined;
  },
};
