import { LabError } from '@lab/errors';
import type { z } from 'zod';

/** Sentences in one refusal; a body may be wrong in a thousand places. */
const most = 5;
const longestName = 60;

interface Fault {
  readonly field: string;
  readonly sentence: string;
}

const faultsOf = (issue: z.core.$ZodIssue, whole: string): readonly Fault[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const field = [...issue.path.map(String), key].join('.').slice(0, longestName);
      return { field, sentence: `${field} is not known here.` };
    });
  const field = issue.path.map(String).join('.').slice(0, longestName);
  const name = field || `The ${whole}`;
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return [{ field, sentence: `${name} is missing.` }];
  // Our own schemas say the rest of a sentence that begins with the name; zod's own words are one by themselves.
  const joint = /^(?:must|is|has) /.test(issue.message) ? ' ' : ': ';
  return [{ field, sentence: `${name}${joint}${issue.message.replace(/\.$/, '')}.` }];
};

/**
 * The refusal of one part of a request (`body`, `querystring`, `params`, `headers`). Its sentence names every field that is wrong, up
 * to five; `data.fields` has their names, dotted where they lie in one another, empty for the part as a whole.
 */
export const toInputError = (part: string | undefined, error: z.ZodError): LabError => {
  const whole = part === 'body' ? 'body' : part === 'querystring' ? 'query' : 'request';
  const seen = new Set<string>();
  // One sentence a field: what is no date is not in the past either, but that helps nobody.
  const faults = error.issues
    .flatMap((issue) => faultsOf(issue, whole))
    .filter(({ field }) => !seen.has(field) && seen.add(field))
    .slice(0, most);
  return new LabError(
    part === 'body' ? 'invalid-body' : 'bad-input',
    {
      problem: faults.map(({ sentence }) => sentence).join(' '),
      fields: faults.map(({ field }) => field),
    },
    { cause: error },
  );
};
