import { checkRedis } from '../../dev/check-redis.ts';
import { sentenceOf } from '../../sentence-of.ts';
import type { Check } from '../finding.ts';

export const checkQueue =
  (given: string | undefined): Check =>
  async () => {
    const name = 'Queue';
    if (!given) return { name, status: 'ok', found: 'chosen at the start (REDIS_URL is not set)' };
    try {
      const { version, where } = await checkRedis(given);
      return { name, status: 'ok', found: `Redis ${version} at ${where}` };
    } catch (error) {
      return { name, status: 'wrong', found: sentenceOf(error), mend: 'Correct REDIS_URL, or unset it.' };
    }
  };
