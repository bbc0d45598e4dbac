import { LabError } from '@lab/errors';
import { freePort } from '@lab/services';

/** @throws LabError `bad-setting` when nobody can listen on the address of HOST, whichever the port. */
export const checkHost = async (host: string, signal?: AbortSignal): Promise<void> => {
  try {
    await freePort(0, { host, signal });
  } catch (error) {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    const value = `${JSON.stringify(host)} (${reason})`;
    throw new LabError('bad-setting', { name: 'HOST', allowed: 'an address of this machine', value }, { cause: error });
  }
};
