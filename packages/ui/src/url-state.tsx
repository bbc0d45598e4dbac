'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/** Keeps the link in step with a form: sets these search parameters, and removes those that are null. */
export const useWriteUrl = (): ((values: Readonly<Record<string, string | null>>) => void) => {
  const pathname = usePathname();
  return useCallback(
    (values) => {
      // Read at the time of the click: two parameters may change in one event.
      const search = new URLSearchParams(window.location.search);
      for (const [key, value] of Object.entries(values)) {
        if (value === null) search.delete(key);
        else search.set(key, value);
      }
      const query = search.toString();
      // Next keeps useSearchParams in step with the native history; no request is made.
      window.history.replaceState(null, '', query ? `${pathname}?${query}` : pathname);
    },
    [pathname],
  );
};

/**
 * State that a shared link carries: one search parameter. Its default is left out of the URL. Replaces the history entry,
 * so "back" leaves the page instead of walking through clicks on tabs. Where `known` lists all values, any other one in a
 * mistyped link means the default.
 */
export const useUrlState = (
  key: string,
  fallback: string,
  known?: readonly string[],
): readonly [string, (value: string) => void] => {
  const params = useSearchParams();
  const asked = params.get(key) ?? fallback;
  const value = known && !known.includes(asked) ? fallback : asked;
  const write = useWriteUrl();
  const set = useCallback((next: string) => write({ [key]: next === fallback ? null : next }), [fallback, key, write]);
  return [value, set];
};

/** All search parameters, to fill a form from a link. */
export const useUrlValues = (): Pick<URLSearchParams, 'get' | 'entries'> => useSearchParams();
