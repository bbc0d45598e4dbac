import { randomUUID } from 'node:crypto';
import { LabError } from '@lab/errors';
import { betterAuth } from 'better-auth';
import { createAuthMiddleware } from 'better-auth/api';
import { admin } from 'better-auth/plugins/admin';
import { bearer } from 'better-auth/plugins/bearer';
import type { Pool } from 'pg';
import { authPath, isLongEnough, minPasswordLength } from '../contract.ts';
import { apiKeyPlugin, shutApiKeyPaths } from './api-keys/api-key-plugin.ts';
import { countAttempt, forgetAttempts } from './count-attempt.ts';
import { devSignIn } from './dev-sign-in.ts';

/** The header in which our own host tells better-auth who called; whatever a caller sends under this name is dropped. */
export const addressHeader = 'x-lab-client-address';

export interface CreateAuthOptions {
  readonly pool: Pool;
  /** Signs cookies; changing it ends every session. */
  readonly secret: string;
  /** What people type; https here makes cookies Secure. */
  readonly publicUrl: string;
  readonly mode: 'development' | 'production';
  /** Receives what better-auth has to say. */
  readonly log?: (level: 'debug' | 'info' | 'warn' | 'error', message: string, details: readonly unknown[]) => void;
}

/** Attempts per window: from one address, and for one account without success in between. */
const addressLimit = { window: 60, max: 60 };
const accountLimit = { window: 60, max: 10 };

const emailOf = (ctx: { readonly path: string; readonly body?: { readonly email?: unknown } }): string | undefined => {
  const email = ctx.path === '/sign-in/email' ? ctx.body?.email : undefined;
  return typeof email === 'string' ? email.toLowerCase() : undefined;
};
/** Under `password` an existing one is sent to sign in, a chosen one everywhere else. */
const chosenPassword = (ctx: {
  readonly path: string;
  readonly body?: { readonly newPassword?: unknown; readonly password?: unknown };
}): string | undefined => {
  const password = ctx.body?.newPassword ?? (ctx.path === '/admin/create-user' ? ctx.body?.password : undefined);
  return typeof password === 'string' ? password : undefined;
};
const accountKey = (email: string) => `sign-in account ${email}`;

const tooShort = `The new password needs at least ${minPasswordLength} characters, not counting spaces before and after.`;

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** In development localhost and 127.0.0.1 are two names of one machine. */
const ownOrigins = (publicUrl: string, mode: CreateAuthOptions['mode']): string[] => {
  const { origin, port, protocol } = new URL(publicUrl);
  if (mode === 'production') return [origin];
  const suffix = port ? `:${port}` : '';
  return [origin, ...['localhost', '127.0.0.1', '[::1]'].map((name) => `${protocol}//${name}${suffix}`)];
};

/**
 * better-auth on our Postgres and under our table names. Accounts are made by administrators: there is no sign-up. Passwords are
 * scrypt hashes; sessions live seven days in the database, so that ending one takes effect at once.
 */
export const createAuth = ({ pool, secret, publicUrl, mode, log }: CreateAuthOptions) =>
  betterAuth({
    appName: 'Backend Lab',
    baseURL: publicUrl,
    basePath: authPath,
    secret,
    database: pool,
    trustedOrigins: ownOrigins(publicUrl, mode),
    disabledPaths: shutApiKeyPaths,
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength, maxPasswordLength: 128 },
    user: { modelName: 'auth_user', fields: { emailVerified: 'email_verified', ...times } },
    session: {
      modelName: 'auth_session',
      fields: {
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'user_id',
        ...times,
      },
    },
    account: {
      modelName: 'auth_account',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...times,
      },
    },
    verification: { modelName: 'auth_verification', fields: { expiresAt: 'expires_at', ...times } },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'auth_rate_limit',
      fields: { lastRequest: 'last_request' },
      // Reading one's own session is not an attempt at anything and must not cost a write.
      customRules: { '/sign-in/email': addressLimit, '/get-session': false },
    },
    hooks: {
      // By account, whatever the address, and for calls inside the process too: those pass better-auth's own limiter by.
      before: createAuthMiddleware(async (ctx) => {
        const email = emailOf(ctx);
        if (email) await countAttempt(pool, accountKey(email), accountLimit);
        // better-auth's own rule counts spaces at the ends too.
        const password = chosenPassword(ctx);
        if (password !== undefined && !isLongEnough(password)) throw new LabError('bad-input', { problem: tooShort });
      }),
      // Whoever knows the password is not guessing.
      after: createAuthMiddleware(async (ctx) => {
        const email = emailOf(ctx);
        if (email && ctx.context.newSession) await forgetAttempts(pool, accountKey(email));
      }),
    },
    plugins: [
      admin({
        schema: {
          user: { fields: { banReason: 'ban_reason', banExpires: 'ban_expires' } },
          session: { fields: { impersonatedBy: 'impersonated_by' } },
        },
      }),
      // A token must carry its signature: whoever reads the table of sessions cannot use what he reads.
      bearer({ requireSignature: true }),
      apiKeyPlugin(),
      ...(mode === 'development' ? [devSignIn(pool)] : []),
    ],
    advanced: {
      cookiePrefix: 'lab',
      database: { generateId: () => randomUUID() },
      // The default believes any X-Forwarded-For.
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    // Unforeseen errors reach the host's error handler: one log, one shape.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    ...(log ? { logger: { log: (level, message, ...details) => log(level, message, details) } } : {}),
  });

export type Auth = ReturnType<typeof createAuth>;
