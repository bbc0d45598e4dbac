import type { z } from 'zod';

/** What a route answers when it does what it was asked, for the `response` of its schema. */
export const answer = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  description,
  content: { 'application/json': { schema } },
});
