import type { ServiceState } from './system-state.ts';

/** Services of the design that no experiment uses yet: said so, instead of a green light for nothing. */
export const unusedServices: readonly ServiceState[] = [
  { id: 'storage', label: 'Storage', using: 'Not used yet', why: 'No experiment stores files.', status: 'absent' },
  {
    id: 'feed-store',
    label: 'Feed store',
    using: 'Not used yet',
    why: 'It comes with the streaming proxy; so far there is only the host that the proxy will run in.',
    status: 'absent',
  },
];
