import { expect, test } from 'vitest';
import { generatePassword } from '../src/server/generate-password.ts';
import { isLoopback } from '../src/server/is-loopback.ts';

test.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1', '::FFFF:127.0.0.1'])(
  '%s is this machine',
  (address) => {
    expect(isLoopback(address)).toBe(true);
  },
);

test.each([
  '10.0.0.1',
  '192.168.1.2',
  '128.0.0.1',
  '::',
  'fe80::1',
  '::ffff:10.0.0.1',
  '1270.0.0.1',
  'localhost',
  '',
  undefined,
])('%s is not', (address) => {
  expect(isLoopback(address)).toBe(false);
});

test('generated passwords are long, typeable and never the same', () => {
  const passwords = Array.from({ length: 1000 }, generatePassword);
  expect(new Set(passwords).size).toBe(1000);
  for (const password of passwords) expect(password).toMatch(/^([2-9b-z]{5}-){4}[2-9b-z]{5}$/);
});
