export { createPool, type PoolOptions } from './create-pool.ts';
export { createPrisma, type DisposablePrisma, type PrismaOptions } from './create-prisma.ts';
export { Prisma, type PrismaClient } from './generated/client.ts';
export { inTransaction } from './in-transaction.ts';
export { checkServer, type ServerFacts } from './server/check-server.ts';
export { explainConnectError } from './server/explain-connect-error.ts';
export { requireVersion } from './server/require-version.ts';
