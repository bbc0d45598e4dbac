import { stat } from 'node:fs/promises';
import { LabError } from '@lab/errors';

const nobody = 65_534;

/** A cluster of another user, or a file in its place, fails late and puzzlingly inside the server; say it first. */
export const checkOwner = async (directory: string): Promise<void> => {
  const me = process.getuid?.();
  const found = await stat(directory).catch(() => undefined);
  if (found && !found.isDirectory())
    throw new LabError('service-failed', {
      service: 'The embedded PostgreSQL',
      reason: `${directory} is not a folder; move it away, the cluster belongs there.`,
    });
  if (me === undefined || !found || found.uid === me || (me === 0 && found.uid === nobody)) return;
  throw new LabError('service-failed', {
    service: 'The embedded PostgreSQL',
    reason: `its folder ${directory} belongs to user ${found.uid}, and this is user ${me}; start as that user, or delete the folder (its data is lost).`,
  });
};
