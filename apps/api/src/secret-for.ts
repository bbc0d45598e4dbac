import { hkdfSync } from 'node:crypto';

/** A secret for one purpose, derived from the installation's (HKDF, RFC 5869): who learns it learns nothing of the others. */
export const secretFor =
  (secret: string) =>
  (purpose: string): string =>
    Buffer.from(hkdfSync('sha256', secret, '', purpose, 32)).toString('base64url');
