import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startApi } from '../start-api.ts';
import { listRoutes } from './list-routes.ts';

/** As much of the document as these tests look at. */
const operationSchema = z.looseObject({
  summary: z.string(),
  tags: z.array(z.string()).min(1),
  security: z.array(z.unknown()).optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), z.looseObject({})) }).optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string() })).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ description: z.string().min(1), content: z.record(z.string(), z.looseObject({})).optional() }),
  ),
});
const documentSchema = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({})),
    securitySchemes: z.record(z.string(), z.looseObject({})),
  }),
});

const read = async (url: string) => {
  const response = await fetch(`${url}/api/openapi.json`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/json');
  const raw: unknown = await response.json();
  const document = documentSchema.parse(raw);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, ...operation })),
  );
  return { raw, document, operations };
};

test('a validator takes the document for valid OpenAPI 3.1', async () => {
  await using api = await startApi();
  const { raw, document } = await read(api.url);
  expect(document.openapi).toMatch(/^3\.1\./);
  const validator = new Validator();
  const { valid, errors } = await validator.validate(z.record(z.string(), z.unknown()).parse(raw));
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  expect(validator.version).toBe('3.1');
});

test('the document names every route that is mounted below /api, and nothing else', async () => {
  await using api = await startApi();
  const { operations } = await read(api.url);
  const mounted = listRoutes(api.app)
    .filter(({ path }) => path.startsWith('/api'))
    // Answered for every GET without being asked for.
    .filter(({ method }) => method !== 'HEAD')
    // Sign-in of the pages, which is better-auth's own business, and what answers "there is nothing here".
    .filter(({ path }) => !path.startsWith('/api/auth/') && path !== '/api' && path !== '/api/*')
    // The page that shows the document, and its files.
    .filter(({ path }) => path !== '/api/docs' && !path.startsWith('/api/docs/'))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  expect(mounted).toContain('GET /api/openapi.json');
  expect(mounted).toContain('POST /api/bulk-writes/imports');
  expect(mounted).toContain('GET /api/runs/{id}/result.json');
  expect(mounted).toContain('PATCH /api/v1/optimized/customers/{id}');
  expect(operations.map(({ name }) => name).sort()).toEqual(mounted.sort());
});

test('every operation says what it is for, what it answers and how it refuses', async () => {
  await using api = await startApi();
  const { document, operations } = await read(api.url);
  const open = ['GET /api/openapi.json', 'POST /api/v1/tokens'];
  for (const { name, responses, requestBody, parameters = [], security } of operations) {
    const good = Object.keys(responses).filter((status) => status.startsWith('2'));
    expect([name, good]).toEqual([name, [expect.stringMatching(/^20[014]$/)]]);
    expect([name, good[0] === '204' || responses[good[0] ?? '']?.content !== undefined]).toEqual([name, true]);
    for (const [status, { content }] of Object.entries(responses))
      if (!status.startsWith('2'))
        expect([name, status, content]).toEqual([
          name,
          status,
          { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        ]);
    expect([name, '429' in responses, '500' in responses, '503' in responses]).toEqual([name, true, true, true]);
    expect([name, security]).toEqual([name, open.includes(name) ? [] : undefined]);
    if (!open.includes(name)) expect([name, '401' in responses]).toEqual([name, true]);
    if (/^(POST|PATCH|PUT) /.test(name)) expect([name, requestBody !== undefined]).toEqual([name, true]);
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect([name, parameters.filter((each) => each.in === 'path').map((each) => each.name)]).toEqual([name, inPath]);
  }
  expect(Object.keys(document.components.securitySchemes).sort()).toEqual(['apiKey', 'bearer', 'session']);
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining(['Problem', 'Customer', 'NewCustomer', 'Import', 'ApiKey', 'Token']),
  );
});

test('the reference comes from here, with its script', async () => {
  await using api = await startApi({ dashboard: (_, response) => void response.end('icon') });
  const page = await fetch(`${api.url}/api/docs`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  const html = await page.text();
  expect(html).toContain('/api/openapi.json');
  const sources = [...html.matchAll(/\b(?:src|href)="([^"]+)"/g)].map(([, source = '']) => new URL(source, page.url));
  expect(sources).not.toEqual([]);
  for (const source of sources) {
    expect(source.origin).toBe(new URL(api.url).origin);
    const script = await fetch(source);
    expect([source.pathname, script.status]).toEqual([source.pathname, 200]);
    await script.arrayBuffer();
  }
});
