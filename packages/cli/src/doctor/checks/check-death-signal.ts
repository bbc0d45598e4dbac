import { hasParentDeathSignal } from '@lab/services';
import type { Check } from '../finding.ts';

export const checkDeathSignal: Check = async () =>
  (await hasParentDeathSignal())
    ? { name: 'setpriv', status: 'ok', found: 'binds every process to its parent' }
    : { name: 'setpriv', status: 'note', found: 'not there: a small shell watches each process instead' };
