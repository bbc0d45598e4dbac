import { isIPv6 } from 'node:net';

/**
 * What is counted as one caller of an address: an IPv4 address itself, of an IPv6 address its /64. Whoever has one IPv6 address has
 * 2^64 of them (RFC 4291, 2.5.4), and a limit by single ones would hold nobody.
 */
export const addressGroup = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  // An address in dotted notation at the end counts for two groups.
  const after = (tail ?? '').split(':').filter(Boolean);
  const shown = before.length + after.length + (plain.includes('.') ? 1 : 0);
  const groups = tail === undefined ? before : [...before, ...Array<string>(8 - shown).fill('0'), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
};
