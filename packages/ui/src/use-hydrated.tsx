'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => {};

/**
 * False on the server and for the first paint, true once the page is alive. A form that is used before would be sent by the
 * browser itself, with everything that was typed in its address.
 */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
