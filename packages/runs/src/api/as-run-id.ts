import { LabError } from '@lab/errors';
import { z } from 'zod';

/**
 * The id of a run as it came from outside. One that cannot be an id (a link that was cut off) names no run, which is
 * "not found" and not "bad input"; PostgreSQL would refuse it.
 * @throws LabError `run-not-found`.
 */
export const asRunId = (id: string): string => {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success) throw new LabError('run-not-found', { run: id });
  return parsed.data;
};
