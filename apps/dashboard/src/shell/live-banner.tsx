import type { LiveState } from '@lab/runs/ui';
import { Notice } from '@lab/ui/notice';

/** Said as long as it is so: what is on the page may be old. */
export const LiveBanner = ({ state }: { readonly state: LiveState }) =>
  state === 'lost' ? (
    <Notice tone="warn" className="rounded-none px-4 sm:px-6 lg:px-8">
      No connection to the server: what you see may be old. Runs go on without this page; it catches up by itself.
    </Notice>
  ) : null;
