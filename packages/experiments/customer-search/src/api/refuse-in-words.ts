import { LabError } from '@lab/errors';
import type { FastifySchemaCompiler } from 'fastify';
import type { z } from 'zod';

const faultsOf = (issue: z.core.$ZodIssue): readonly (readonly [string, string])[] => {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [key, `${key} is not known here.`]);
  const field = issue.path.join('.');
  return [[field, `${field} ${issue.message}.`]];
};

/** One sentence for each parameter; `data.fields` names them. */
const toBadInput = (error: z.ZodError): LabError => {
  const faults = new Map<string, string>();
  for (const [field, sentence] of error.issues.flatMap(faultsOf)) if (!faults.has(field)) faults.set(field, sentence);
  const data = { problem: [...faults.values()].join(' '), fields: [...faults.keys()] };
  return new LabError('bad-input', data, { cause: error });
};

/** Validator compiler for the parameters of an address: zod decides, the answer is LabError `bad-input`. */
export const refuseInWords: FastifySchemaCompiler<z.ZodType> =
  ({ schema }) =>
  (value: unknown) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? { value: parsed.data } : { error: toBadInput(parsed.error) };
  };
