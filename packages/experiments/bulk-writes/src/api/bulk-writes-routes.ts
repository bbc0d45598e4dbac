import type { Readable } from 'node:stream';
import { LabError } from '@lab/errors';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import { getImport } from '../core/imports/get-import.ts';
import { uploadImport } from '../core/imports/upload-import.ts';

export interface BulkWritesRoutesOptions {
  readonly pool: Pool;
  /** Throws (`not-signed-in`) unless the caller may import; resolves with the account, whose `id` the import keeps. */
  readonly authenticate: (request: FastifyRequest) => Promise<unknown>;
  /** Name of this process, for people. */
  readonly holder?: string;
}

const querySchema = z.object({
  metric: z.string().trim().min(1).max(100).default('cosine'),
  file: z
    .string()
    .trim()
    .max(255)
    .regex(/^\P{Cc}*$/u, 'A file name has no control characters')
    // Folders of the sender's machine are nobody's business.
    .transform((name) => name.split(/[\\/]/).at(-1) || null)
    .optional(),
});
const paramsSchema = z.object({ id: z.uuid() });
const contentTypes = ['text/tab-separated-values', 'text/plain', 'application/octet-stream'];

const userSchema = z.object({ id: z.string() });

/** Who uploads, as far as the host tells. */
const callerId = async (authenticate: BulkWritesRoutesOptions['authenticate'], request: FastifyRequest) =>
  userSchema.safeParse(await authenticate(request)).data?.id ?? null;

/**
 * `POST /api/bulk-writes/imports?metric=cosine&file=scores.tsv` takes a file of `gene1 gene2 score pvalue` lines as its body and answers
 * 201 with the import, which keeps the name and the size of the file; a refused line is named (`data.line`, `data.column`). The body is written as it arrives and may be of any length.
 * `GET /api/bulk-writes/imports/:id` is the import again.
 */
export const bulkWritesRoutes: FastifyPluginAsync<BulkWritesRoutesOptions> = async (app, options) => {
  const { pool, authenticate, holder = `upload in process ${process.pid}` } = options;
  // The stream itself is the body: nothing is gathered, so no limit is needed. Encapsulated: other routes keep their parsers.
  app.addContentTypeParser(contentTypes, (_request, payload, done) => done(null, payload));

  app.post<{ Body: Readable | undefined }>(
    '/api/bulk-writes/imports',
    { onRequest: authenticate, bodyLimit: Number.MAX_SAFE_INTEGER },
    async (request, reply) => {
      const query = querySchema.safeParse(request.query);
      if (!query.success) throw new LabError('bad-input', { problem: z.prettifyError(query.error) });
      if (request.body === undefined)
        throw new LabError('bad-input', {
          problem: 'Send the file as the body, with content-type text/tab-separated-values.',
        });
      const { metric, file = null } = query.data;
      const length = request.headers['content-length'];
      const gone = new AbortController();
      request.raw.once('aborted', () => gone.abort());
      reply.raw.once('close', () => gone.abort());
      const view = await uploadImport({
        pool,
        // A refused line ends the reading, not the connection: the caller must still be able to read why.
        source: request.body.iterator({ destroyOnReturn: false }),
        metric,
        file: { name: file, bytes: length === undefined ? null : Number(length) },
        createdBy: await callerId(authenticate, request),
        holder,
        signal: gone.signal,
      });
      return reply.code(201).header('location', `/api/bulk-writes/imports/${view.id}`).send(view);
    },
  );

  app.get('/api/bulk-writes/imports/:id', { onRequest: authenticate }, async (request) => {
    const params = paramsSchema.safeParse(request.params);
    if (!params.success) throw new LabError('not-found', { path: request.url });
    return await getImport(pool, params.data.id);
  });
};
