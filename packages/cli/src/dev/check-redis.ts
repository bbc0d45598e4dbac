import { LabError } from '@lab/errors';
import { Redis } from 'ioredis';

const oldest = [6, 2] as const;
const patienceMs = 5_000;

const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError) return String(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
};

/** Connects once. Throws `service-unreachable` or `service-too-old`, both with one sentence. */
export const checkRedis = async (url: string): Promise<{ version: string; where: string }> => {
  const { hostname, port } = new URL(url);
  const where = `${hostname}:${port || 6379}`;
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  // the reason comes here; the call below only says that the connection is closed
  let reason = '';
  client.on('error', (error) => {
    reason = reasonOf(error);
  });
  try {
    await client.connect();
    const info = await client.info('server');
    const version = /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown';
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
      throw new LabError('service-too-old', { service: 'Redis', where, version, needed: oldest.join('.') });
    return { version, where };
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError(
      'service-unreachable',
      { service: 'Redis', where, reason: reason || reasonOf(error), setting: 'REDIS_URL' },
      { cause: error },
    );
  } finally {
    client.disconnect();
  }
};
