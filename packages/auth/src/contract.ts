import { z } from 'zod';

export const roleSchema = z.enum(['admin', 'user']);
export type Role = z.infer<typeof roleSchema>;

/** Where better-auth and the development sign-in are mounted. */
export const authPath = '/api/auth';
export const devSignInPath = `${authPath}/dev-sign-in`;

/** Shortest password that a person may choose; generated ones are longer. */
export const minPasswordLength = 12;

/** Spaces within a password count, those at its ends do not: twelve of them are no password. */
export const isLongEnough = (password: string): boolean => password.trim().length >= minPasswordLength;

export const newUserSchema = z.object({
  email: z.email('must be an e-mail address').max(254).toLowerCase(),
  name: z.string().trim().min(1, 'must not be empty').max(100),
  role: roleSchema.default('user'),
});
export type NewUser = z.input<typeof newUserSchema>;

/** One account as an administrator sees it. */
export interface UserSummary {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly banned: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string | null;
}

/** What somebody signs in with. The password exists here and on paper; the database has its hash. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}
