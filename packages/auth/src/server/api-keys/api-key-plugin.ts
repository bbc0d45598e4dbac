import { apiKey } from '@better-auth/api-key';

/** A key is this and so many letters. */
export const apiKeyPrefix = 'lab_';
export const apiKeyLength = 64;

/** Keys are made, listed and ended by our own routes, for their owner; better-auth's would be a second way in with other limits. */
export const shutApiKeyPaths = [
  'create',
  'get',
  'update',
  'delete',
  'list',
  'verify',
  'delete-all-expired-api-keys',
].map((verb) => `/api-key/${verb}`);

/**
 * The table of API keys and how a key is made, by better-auth's own plugin. Not as its sessions (`enableSessionForAPIKeys`): a key
 * would then open better-auth's administration and make further keys. What a key is worth is decided in find-key-owner.ts.
 */
export const apiKeyPlugin = () =>
  apiKey({
    schema: {
      apikey: {
        modelName: 'auth_api_key',
        fields: {
          configId: 'config_id',
          referenceId: 'reference_id',
          refillInterval: 'refill_interval',
          refillAmount: 'refill_amount',
          lastRefillAt: 'last_refill_at',
          rateLimitEnabled: 'rate_limit_enabled',
          rateLimitTimeWindow: 'rate_limit_time_window',
          rateLimitMax: 'rate_limit_max',
          requestCount: 'request_count',
          lastRequest: 'last_request',
          expiresAt: 'expires_at',
          createdAt: 'created_at',
          updatedAt: 'updated_at',
        },
      },
    },
    defaultPrefix: apiKeyPrefix,
    defaultKeyLength: apiKeyLength,
    startingCharactersConfig: { charactersLength: apiKeyPrefix.length + 6 },
    requireName: true,
    maximumNameLength: 60,
    keyExpiration: { minExpiresIn: 1, maxExpiresIn: 365 },
    // The default is ten requests a day. Requests are counted by the host, for every kind of caller alike.
    rateLimit: { enabled: false },
  });
