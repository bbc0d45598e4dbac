import { Readable } from 'node:stream';
import { LabError } from '@lab/errors';
import { answer, problems, withZod } from '@lab/rest';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import { importViewSchema } from '../contract/imports.ts';
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
  metric: z.string().trim().min(1).max(100).default('cosine').meta({ description: 'What the scores measure.' }),
  file: z
    .string()
    .trim()
    .max(255)
    .regex(/^\P{Cc}*$/u, 'A file name has no control characters')
    .optional()
    .meta({ description: 'Name of the file, for people; folders are dropped.' }),
});
const contentTypes = ['text/tab-separated-values', 'text/plain', 'application/octet-stream'];
const fileSchema = z.string().meta({
  description:
    'Lines of `gene1 gene2 score pvalue`, separated by tabs; a head line may be there, the p-value may be missing.',
});

const userSchema = z.object({ id: z.string() });

/** Who uploads, as far as the host tells. */
const callerId = async (authenticate: BulkWritesRoutesOptions['authenticate'], request: FastifyRequest) =>
  userSchema.safeParse(await authenticate(request)).data?.id ?? null;

/** Folders of the sender's machine are nobody's business. */
const withoutFolders = (name: string): string | null => name.split(/[\\/]/).at(-1) || null;

/**
 * `POST /api/bulk-writes/imports?metric=cosine&file=scores.tsv` takes a file of `gene1 gene2 score pvalue` lines as its body and answers
 * 201 with the import, which keeps the name and the size of the file; a refused line is named (`data.line`, `data.column`). The body is written as it arrives and may be of any length.
 * `GET /api/bulk-writes/imports/:id` is the import again.
 */
export const bulkWritesRoutes: FastifyPluginAsync<BulkWritesRoutesOptions> = async (instance, options) => {
  const { pool, authenticate, holder = `upload in process ${process.pid}` } = options;
  const app = withZod(instance);
  // The stream itself is the body: nothing is gathered, so no limit is needed. Encapsulated: other routes keep their parsers. JSON
  // would be gathered and is no file of scores.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(contentTypes, (_request, payload, done) => done(null, payload));

  app.post(
    '/api/bulk-writes/imports',
    {
      onRequest: authenticate,
      bodyLimit: Number.MAX_SAFE_INTEGER,
      schema: {
        tags: ['Bulk writes'],
        summary: 'Import a file of scores',
        description:
          'All lines or none. The body is written as it arrives and may be of any length; a refused line is named.',
        querystring: querySchema,
        body: { content: Object.fromEntries(contentTypes.map((type) => [type, { schema: fileSchema }])) },
        response: {
          201: answer('The import, finished.', importViewSchema),
          ...problems('not-signed-in', 'bad-input', 'unsupported-media-type', 'invalid-row'),
        },
      },
    },
    async (request, reply) => {
      const source: unknown = request.body;
      if (!(source instanceof Readable))
        throw new LabError('bad-input', {
          problem: 'Send the file as the body, with content-type text/tab-separated-values.',
        });
      const { metric, file } = request.query;
      const length = request.headers['content-length'];
      const gone = new AbortController();
      request.raw.once('aborted', () => gone.abort());
      reply.raw.once('close', () => gone.abort());
      const view = await uploadImport({
        pool,
        // A refused line ends the reading, not the connection: the caller must still be able to read why.
        source: source.iterator({ destroyOnReturn: false }),
        metric,
        file: {
          name: file === undefined ? null : withoutFolders(file),
          bytes: length === undefined ? null : Number(length),
        },
        createdBy: await callerId(authenticate, request),
        holder,
        signal: gone.signal,
      });
      return reply.code(201).header('location', `/api/bulk-writes/imports/${view.id}`).send(view);
    },
  );

  app.get(
    '/api/bulk-writes/imports/:id',
    {
      onRequest: authenticate,
      schema: {
        tags: ['Bulk writes'],
        summary: 'An import',
        params: z.object({ id: z.string().meta({ description: 'Of the import.' }) }),
        response: {
          200: answer('The import as it stands.', importViewSchema),
          ...problems('not-signed-in', 'import-not-found'),
        },
      },
    },
    async (request) => {
      const id = z.uuid().safeParse(request.params.id);
      if (!id.success) throw new LabError('import-not-found', { import: request.params.id });
      return await getImport(pool, id.data);
    },
  );
};
