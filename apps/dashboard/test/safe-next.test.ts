import { describe, expect, it } from 'vitest';
import { safeNext } from '../src/sign-in/safe-next.ts';

describe('where to go after sign-in', () => {
  it.each([
    ['/runs', '/runs'],
    ['/runs/1?tab=code&left=a#x', '/runs/1?tab=code&left=a#x'],
    ['/', '/'],
  ])('keeps a path of this site: %s', (next, expected) => expect(safeNext(next)).toBe(expected));

  it.each([
    null,
    '',
    'runs',
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    '/\t/elsewhere.example/',
    'javascript:alert(1)',
    '/sign-in?next=/sign-in',
  ])('never leaves the site nor loops: %j', (next) => expect(safeNext(next)).toBe('/'));
});
