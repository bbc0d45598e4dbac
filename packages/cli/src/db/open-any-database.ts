import { join } from 'node:path';
import { readState, startPostgres, takeLock } from '@lab/services';
import { databaseUrl } from '../dev/database-url.ts';
import { readSettings } from '../dev/settings.ts';

export interface AnyDatabase extends AsyncDisposable {
  readonly url: string;
  readonly where: string;
}

/** The database of this checkout: DATABASE_URL, else the one of a running `lab dev`, else the embedded one, started for the moment. */
export const openAnyDatabase = async (): Promise<AnyDatabase> => {
  const settings = readSettings();
  const nothing = { [Symbol.asyncDispose]: async () => {} };
  if (settings.DATABASE_URL)
    return { url: databaseUrl(settings.DATABASE_URL), where: 'the server of DATABASE_URL', ...nothing };
  const running = takeLock(join(settings.LAB_ROOT, '.lab', 'dev.lock'));
  if (!running) {
    const state = await readState(settings.LAB_ROOT);
    if (state)
      return { url: state.databaseUrl, where: `the database of the running lab (process ${state.pid})`, ...nothing };
  }
  running?.release();
  const server = await startPostgres({ directory: join(settings.LAB_ROOT, '.lab', 'postgres') });
  return {
    url: server.connectionString,
    where: 'the embedded database in .lab/postgres',
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};
