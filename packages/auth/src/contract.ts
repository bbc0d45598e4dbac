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

/** API keys of one account; who needs more shares one too many. */
export const mostApiKeys = 25;

/** Lives of an API key that the account page offers, in days. There is none without an end. */
export const apiKeyDays = [30, 90, 365] as const;

export const newApiKeySchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, 'must have 1 to 60 characters')
      .max(60, 'must have 1 to 60 characters')
      .regex(/^\P{Cc}*$/u, 'must have no control characters')
      .refine((name) => name.isWellFormed(), 'must be well-formed text')
      .meta({ description: 'What it is for, to tell it from the others.', example: 'nightly import' }),
    expiresInDays: z
      .int('must be a whole number from 1 to 365')
      .min(1, 'must be a whole number from 1 to 365')
      .max(365, 'must be a whole number from 1 to 365')
      .default(90),
  })
  .meta({ id: 'NewApiKey' });
export type NewApiKey = z.output<typeof newApiKeySchema>;

const moment = (description: string) => z.iso.datetime().meta({ description });

const apiKeyShape = {
  id: z.string(),
  name: z.string(),
  start: z.string().meta({ description: 'Its first characters, to recognise it.', example: 'lab_AbCdEf' }),
  createdAt: moment('When it was made.'),
  expiresAt: moment('When it ends.').nullable(),
  lastUsedAt: moment('When it was last used, to the minute.').nullable(),
};

/** One key as its owner sees it. */
export const apiKeySummarySchema = z.object(apiKeyShape).meta({ id: 'ApiKey' });
export type ApiKeySummary = Readonly<z.output<typeof apiKeySummarySchema>>;

/** The one answer that has the key itself. */
export const createdApiKeySchema = z
  .object({ ...apiKeyShape, key: z.string().meta({ description: 'The key. It is shown this once.' }) })
  .meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = Readonly<z.output<typeof createdApiKeySchema>>;

/** What a bearer token is asked for with. */
export const credentialsSchema = z
  .strictObject({ email: z.email('must be an e-mail address').max(254), password: z.string().min(1).max(128) })
  .meta({ id: 'Credentials' });

/** The answer of OAuth 2.0 (RFC 6749, 5.1), so that clients know it. */
export const tokenSchema = z
  .object({
    access_token: z.string().meta({ description: 'To be sent as `Authorization: Bearer …`.' }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds until it ends unless it is used; use prolongs it.' }),
  })
  .meta({ id: 'Token' });
export type Token = z.output<typeof tokenSchema>;
