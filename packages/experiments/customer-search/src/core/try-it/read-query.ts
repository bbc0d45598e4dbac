import { LabError } from '@lab/errors';
import type { z } from 'zod';

const sentence = ({ path, message }: z.core.$ZodIssue): string => {
  const name = path.join('.') || 'The query';
  return /^(?:must|is|has) /.test(message) ? `${name} ${message}.` : `${name}: ${message}.`;
};

/** The parameters of a URL, checked. @throws LabError `bad-input` with a sentence that names each wrong parameter. */
export const readQuery = <Schema extends z.ZodType>(
  schema: Schema,
  query: Readonly<Record<string, string>>,
): z.output<Schema> => {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw new LabError('bad-input', { problem: parsed.error.issues.slice(0, 5).map(sentence).join(' ') });
};
