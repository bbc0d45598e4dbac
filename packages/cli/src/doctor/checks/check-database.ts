import { databaseUrl } from '../../dev/database-url.ts';
import { generateClient } from '../../dev/generate-client.ts';
import { sentenceOf } from '../../sentence-of.ts';
import type { Check } from '../finding.ts';

/** The server of DATABASE_URL: reachable, new enough, with the rights that are needed. */
export const checkDatabase =
  (given: string | undefined): Check =>
  async () => {
    const name = 'Database';
    if (!given) return { name, status: 'ok', found: 'embedded in .lab/postgres (DATABASE_URL is not set)' };
    try {
      await generateClient();
      const { checkServer } = await import('@lab/db');
      const facts = await checkServer(databaseUrl(given));
      const rights = facts.superuser ? 'superuser' : 'may create tables, no superuser';
      return {
        name,
        status: 'ok',
        found: `PostgreSQL ${facts.version} at ${facts.where}, ${rights}, ${facts.tls ? 'TLS' : 'no TLS'}`,
      };
    } catch (error) {
      return {
        name,
        status: 'wrong',
        found: sentenceOf(error),
        mend: 'Correct DATABASE_URL, or unset it to use the embedded server.',
      };
    }
  };
