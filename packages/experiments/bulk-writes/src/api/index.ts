export { type BulkWritesRoutesOptions, bulkWritesRoutes } from './bulk-writes-routes.ts';
export {
  type BulkWritesRouter,
  type BulkWritesRouterOptions,
  createBulkWritesRouter,
} from './create-bulk-writes-router.ts';
