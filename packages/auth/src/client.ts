import { createAuthClient } from 'better-auth/client';
import { z } from 'zod';
import { authPath, devSignInPath } from './contract.ts';

// Same origin, whatever its name: the front door serves pages and API alike.
const client = createAuthClient({ basePath: authPath });

/** The sentence for a person when it did not work; undefined when it did. */
export type SignInProblem = string | undefined;

/** Every refusal is a problem (RFC 9457); its `data.reason` is better-auth's own code. */
const problemSchema = z.object({ detail: z.string(), data: z.object({ reason: z.string().optional() }) });
const problemOf = (error: unknown) => problemSchema.safeParse(error).data;

const noAnswer = 'The server does not answer; check that Backend Lab is still running, then try again.';

/** Signs in by e-mail and password; the cookie is set by the reply. */
export const signIn = async (credentials: {
  readonly email: string;
  readonly password: string;
}): Promise<SignInProblem> => {
  const answer = await client.signIn.email({ ...credentials, rememberMe: true }).catch(() => undefined);
  if (!answer) return noAnswer;
  const { error } = answer;
  if (!error) return undefined;
  if (error.status === 401) return 'E-mail or password is wrong.';
  if (error.status === 429) return 'Too many attempts; wait a minute and try again.';
  return problemOf(error)?.detail ?? 'Signing in did not work; try again.';
};

/** One click, no password: only answered in development and only to a browser on this machine. */
export const signInForDevelopment = async (): Promise<SignInProblem> => {
  const response = await fetch(devSignInPath, { method: 'POST' }).catch(() => undefined);
  if (!response) return noAnswer;
  if (response.ok) {
    // Read to the end: a page that leaves before would abort it.
    await response.arrayBuffer();
    return undefined;
  }
  if (response.status === 403) return 'One-click sign-in only works in a browser on the machine that runs Backend Lab.';
  const problem = problemOf(await response.json().catch(() => undefined));
  return problem?.detail ?? 'Signing in did not work; try again.';
};

/** Ends this session, here and in the database. */
export const signOut = async (): Promise<void> => {
  await client.signOut();
};

/** Why the password was not changed; `field` where one of the two is at fault. */
export interface PasswordProblem {
  readonly field?: 'current' | 'next';
  readonly words: string;
}

/** A new password of at least `minPasswordLength` characters; other sessions of the account end. */
export const changePassword = async (change: {
  readonly currentPassword: string;
  readonly newPassword: string;
}): Promise<PasswordProblem | undefined> => {
  const answer = await client.changePassword({ ...change, revokeOtherSessions: true }).catch(() => undefined);
  if (!answer) return { words: noAnswer };
  const { error } = answer;
  if (!error) return undefined;
  const problem = problemOf(error);
  const reason = problem?.data.reason;
  if (reason === 'INVALID_PASSWORD')
    return { field: 'current', words: 'The current password is wrong; nothing was changed.' };
  if (reason === 'PASSWORD_TOO_SHORT' || (error.status === 400 && reason === undefined))
    return { field: 'next', words: 'The new password is too short; nothing was changed.' };
  if (error.status === 401) return { words: 'Your session has ended; sign in again, then change the password.' };
  if (error.status === 429) return { words: 'Too many attempts; wait a minute and try again.' };
  return { words: problem?.detail ?? 'The password was not changed; try again.' };
};
