import { defineConfig } from 'prisma/config';
import { filters } from './src/migrate/filters.ts';

// For Prisma's own command line (`prisma migrate deploy`, `prisma studio`). Backend Lab itself migrates with `lab db migrate`: the same
// engine as WebAssembly, without a download.
const url = process.env.DATABASE_URL;

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  experimental: { externalTables: true },
  tables: { external: filters.externalTables },
  ...(url !== undefined && { datasource: { url } }),
});
