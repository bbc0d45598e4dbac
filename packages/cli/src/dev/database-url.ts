/**
 * `sslmode=require` as PostgreSQL's own clients mean it: encrypted, the certificate not verified. The driver reads it as
 * verify-full unless it is told otherwise, and then managed servers with a private authority cannot be reached.
 */
export const databaseUrl = (given: string): string => {
  const url = new URL(given);
  if (!url.searchParams.has('sslmode') || url.searchParams.has('uselibpqcompat')) return given;
  url.searchParams.set('uselibpqcompat', 'true');
  return url.href;
};
