import { access, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readState, takeLock } from '@lab/services';
import type { Check } from '../finding.ts';

const name = '.lab';

/** The folder with everything that this checkout keeps, and whether a supervisor runs on it. */
export const checkLab =
  (root: string): Check =>
  async () => {
    const folder = join(root, '.lab');
    const found = await stat(folder).catch(() => undefined);
    if (!found) {
      const writable = await access(root, constants.W_OK).then(
        () => true,
        () => false,
      );
      return writable
        ? { name, status: 'ok', found: `not there yet: "lab dev" creates ${folder}` }
        : { name, status: 'wrong', found: `${root} cannot be written`, mend: 'Set LAB_ROOT to a folder of yours.' };
    }
    const me = process.getuid?.();
    if (me !== undefined && found.uid !== me && me !== 0)
      return {
        name,
        status: 'wrong',
        found: `${folder} belongs to user ${found.uid}, and this is user ${me}`,
        mend: `Start as that user, or give it to yourself: sudo chown -R ${me} ${folder}`,
      };
    using lock = takeLock(join(folder, 'dev.lock'));
    const state = await readState(root);
    if (!lock)
      return {
        name,
        status: 'ok',
        found: state ? `in use by process ${state.pid} at ${state.frontDoorUrl}` : 'in use',
      };
    return state
      ? { name, status: 'note', found: `the last one (process ${state.pid}) was killed; the next start cleans up` }
      : { name, status: 'ok', found: `${folder}, nothing runs` };
  };
