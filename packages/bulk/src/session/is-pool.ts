import type { Client, Pool } from 'pg';

export const isPool = (database: Pool | Client): database is Pool => 'totalCount' in database;
