import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { copySql } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

const statement = (sql: string, file: string): string =>
  `\\${sql.replace('COPY', 'copy').replace('FROM STDIN', `FROM '${file.replaceAll("'", "''")}'`)}`;

const passfileOf = (file: string): string => `${file}.pgpass`;

/**
 * The password travels in a file beside the rows, readable by this account alone: arguments are shown to everybody on the machine.
 * Its form: https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
const writePassfile = async (connectionString: string, file: string): Promise<AsyncDisposable> => {
  const password = decodeURIComponent(new URL(connectionString).password).replaceAll(/[\\:]/g, '\\$&');
  const passfile = passfileOf(file);
  // A file that is there keeps its mode, whoever made it.
  await rm(passfile, { force: true });
  await writeFile(passfile, `*:*:*:*:${password}\n`, { mode: 0o600 });
  return { [Symbol.asyncDispose]: () => rm(passfile, { force: true }) };
};

const connectionFor = (connectionString: string, applicationName: string, file: string): string => {
  const url = new URL(connectionString);
  url.password = '';
  url.searchParams.set('passfile', passfileOf(file));
  url.searchParams.set('application_name', applicationName);
  return url.href;
};

const needed = (file: string | undefined): string => {
  if (file === undefined) throw new Error('psql needs a ready file to send.');
  return file;
};

export const psqlCopyVariant: WriteVariant = {
  ready: async ({ file, connectionString }) => await writePassfile(connectionString, needed(file)),
  ...forBoth(async ({ table, file: asked, signal, connectionString, applicationName }) => {
    const file = needed(asked);
    const url = connectionFor(connectionString, applicationName, file);
    const child = spawn(
      'psql',
      [url, '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-c', statement(copySql(table, 'text'), file)],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        signal,
      },
    );
    let problem = '';
    child.stderr.on('data', (chunk: Buffer) => {
      problem = (problem + chunk.toString()).slice(-2000);
    });
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) =>
        code === 0 ? resolve() : reject(new Error(`psql: ${problem.trim() || `exit code ${code}`}`)),
      );
    });
  }),
  sql: (table) => statement(copySql(table, 'text'), '/path/beside/psql'),
  fromFile: true,
  outside: true,
};
