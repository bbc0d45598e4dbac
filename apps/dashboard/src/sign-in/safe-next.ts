/** Where to go after sign-in: a path of this site, never an address that a link smuggled in. */
export const safeNext = (next: string | null): string => {
  if (!next?.startsWith('/')) return '/';
  // `//host` and `/\host` leave the site; so does anything that resolves to another origin.
  const base = 'http://site.invalid';
  if (!URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  return url.origin === base && !url.pathname.startsWith('/sign-in') ? `${url.pathname}${url.search}${url.hash}` : '/';
};
