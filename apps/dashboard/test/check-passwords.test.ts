import { describe, expect, it } from 'vitest';
import { checkPasswords } from '../src/account/check-passwords.ts';

const fine = { current: 'the old password', next: 'a new long password', again: 'a new long password' };

describe('a new password', () => {
  it('may be sent when it is long, new and typed twice alike', () => expect(checkPasswords(fine)).toEqual({}));

  it.each([
    [{ current: '' }, { current: 'Enter the password that the account has now.' }],
    [{ next: 'short', again: 'short' }, { next: 'Use at least 12 characters, not counting spaces before and after.' }],
    [
      { next: ' '.repeat(12), again: ' '.repeat(12) },
      { next: 'Use at least 12 characters, not counting spaces before and after.' },
    ],
    [{ next: fine.current, again: fine.current }, { next: 'This is the current password; choose another one.' }],
    [{ again: 'another one' }, { again: 'The two new passwords differ.' }],
  ])('%j is refused beside its field', (change, found) => {
    expect(checkPasswords({ ...fine, ...change })).toEqual(found);
  });
});
