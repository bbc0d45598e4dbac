/**
 * Tables that the Prisma schema does not describe because Prisma has no words for them (a generated tsvector, a collation): their
 * migration makes them, and they are left out of comparisons.
 */
export const filters: { externalTables: string[]; externalEnums: string[] } = {
  externalTables: [
    'optimized.customer',
    'optimized.field_value',
    'optimized.word',
    'optimized.cache_version',
    'optimized.customer_load',
  ],
  externalEnums: [],
};
