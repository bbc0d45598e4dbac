/** The shared schema (one file per area) and its history. */
export const schemaFolder = new URL('../../prisma/schema/', import.meta.url);
export const migrationsFolder = new URL('../../prisma/migrations/', import.meta.url);
