'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

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
  const pathname = usePathname();
  const asked = params.get(key) ?? fallback;
  const value = known && !known.includes(asked) ? fallback : asked;
  const set = useCallback(
    (next: string) => {
      // Read at the time of the click: two parameters may change in one event.
      const search = new URLSearchParams(window.location.search);
      if (next === fallback) search.delete(key);
      else search.set(key, next);
      const query = search.toString();
      // Next keeps useSearchParams in step with the native history; no request is made.
      window.history.replaceState(null, '', query ? `${pathname}?${query}` : pathname);
    },
    [fallback, key, pathname],
  );
  return [value, set];
};

/** All search parameters, to fill a form from a link. */
export const useUrlValues = (): Pick<URLSearchParams, 'get' | 'entries'> => useSearchParams();
