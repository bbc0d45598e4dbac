// Asks for the end of the work on a row, as another process would.
import { createPool } from '@lab/db';
import { requestCancel } from '../../src/server/index.ts';

const { databaseUrl, table, id } = JSON.parse(process.argv[2] ?? '{}');
await using pool = createPool({ connectionString: databaseUrl, applicationName: 'lab-cancel', max: 1 });
await requestCancel(pool, { table, id });
