import { copySql, sendCancel } from '@lab/bulk';
import { forBoth, type WriteVariant } from '../write-variant.ts';

const sql = (statement: string, file: string): string =>
  statement.replace('FROM STDIN', `FROM '${file.replaceAll("'", "''")}'`);

export const serverCopyVariant: WriteVariant = {
  ...forBoth(async ({ pool, table, file, signal }) => {
    if (file === undefined) throw new Error('The server needs a ready file to read.');
    const client = await pool.connect();
    const cancel = () => void sendCancel(client);
    signal.addEventListener('abort', cancel);
    try {
      await client.query(sql(copySql(table, 'text'), file));
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }),
  sql: (table) => sql(copySql(table, 'text'), '/path/on/the/server'),
  fromFile: true,
  outside: true,
};
