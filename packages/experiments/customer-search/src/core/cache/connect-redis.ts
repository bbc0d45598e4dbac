import { Redis } from 'ioredis';

/**
 * A connection for a cache: a command fails at once while there is none and after `commandTimeoutMs` where nobody answers; it is never
 * kept and sent later, when its answer would help nobody. Comes back by itself.
 */
export const connectRedis = (url: string, commandTimeoutMs: number): Redis =>
  new Redis(url, {
    lazyConnect: true,
    connectTimeout: 1_000,
    commandTimeout: commandTimeoutMs,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000),
  });
