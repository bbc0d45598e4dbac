import { LabError } from '@lab/errors';
import { z } from 'zod';

const bodySchema = z.object({ code: z.string().optional(), message: z.string().optional() });

/** What better-auth says in its body, where it says something. */
const read = (body: string): z.output<typeof bodySchema> => {
  try {
    return bodySchema.catch({}).parse(JSON.parse(body));
  } catch {
    return {};
  }
};

/**
 * A refusal of better-auth (status 400 to 499) as one of the closed table, so that every error below /api has one shape. `reason` keeps
 * better-auth's own code, which tells a wrong password from one that is too short; `seconds` is how long to wait, where it said so.
 */
export const explainRefusal = (
  { status, path }: { readonly status: number; readonly path: string },
  body: string,
  retryAfter: string | null,
): LabError => {
  const { code, message } = read(body);
  const reason = code ?? '';
  if (status === 404) return new LabError('not-found', { path });
  if (status === 429) return new LabError('too-many-requests', { seconds: Number(retryAfter) || 60 });
  if (status === 403) return new LabError('not-allowed', { reason });
  if (status === 415) return new LabError('unsupported-media-type');
  if (status === 401)
    return new LabError(reason.startsWith('INVALID_') ? 'wrong-credentials' : 'not-signed-in', { reason });
  return new LabError('bad-input', {
    problem: message ? `${message.replace(/\.$/, '')}.` : 'That cannot be done.',
    reason,
  });
};
