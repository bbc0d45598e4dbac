import { procedure, router } from '@lab/rpc';
import type { Pool } from 'pg';
import { z } from 'zod';
import { similarQuerySchema, startImportSchema } from '../contract/imports.ts';
import { cancelImport } from '../core/imports/cancel-import.ts';
import { countTables } from '../core/imports/count-tables.ts';
import { findGenes } from '../core/imports/find-genes.ts';
import { getImport } from '../core/imports/get-import.ts';
import { listImports } from '../core/imports/list-imports.ts';
import { similarGenes } from '../core/imports/similar-genes.ts';
import { startImport } from '../core/imports/start-import.ts';

export interface BulkWritesRouterOptions {
  readonly pool: Pool;
}

const idSchema = z.object({ id: z.uuid() });

/** *Try it* of bulk writes: import genes, look at them. Mounted as `bulkWrites`. */
export const createBulkWritesRouter = ({ pool }: BulkWritesRouterOptions) =>
  router({
    startImport: procedure
      .input(startImportSchema)
      .mutation(({ input, ctx }) => startImport({ pool, request: input, createdBy: ctx.user.id })),
    cancelImport: procedure.input(idSchema).mutation(({ input }) => cancelImport(pool, input.id)),
    imports: procedure.query(() => listImports(pool)),
    getImport: procedure.input(idSchema).query(({ input }) => getImport(pool, input.id)),
    similar: procedure.input(similarQuerySchema).query(({ input }) => similarGenes({ pool, ...input })),
    genes: procedure
      .input(z.object({ prefix: z.string().trim().max(100) }))
      .query(({ input }) => findGenes(pool, input.prefix)),
    counts: procedure.query(() => countTables(pool)),
  });

export type BulkWritesRouter = ReturnType<typeof createBulkWritesRouter>;
