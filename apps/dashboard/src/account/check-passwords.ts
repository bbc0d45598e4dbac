import { isLongEnough, minPasswordLength } from '@lab/auth';

export interface Passwords {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

/** What can be said before anything is sent, by field; empty when it may be sent. The server looks again. */
export const checkPasswords = ({
  current,
  next,
  again,
}: Passwords): Readonly<Partial<Record<keyof Passwords, string>>> => ({
  ...(current === '' && { current: 'Enter the password that the account has now.' }),
  ...(!isLongEnough(next)
    ? { next: `Use at least ${minPasswordLength} characters, not counting spaces before and after.` }
    : next === current && { next: 'This is the current password; choose another one.' }),
  ...(again !== next && { again: 'The two new passwords differ.' }),
});
