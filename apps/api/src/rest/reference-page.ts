import apiReference from '@scalar/fastify-api-reference';
import type { FastifyPluginAsync } from 'fastify';
import { documentPath } from './openapi-document.ts';

/**
 * What the page of the library lacks. Its script carries a zod that tries whether it may compile code, which our policy forbids and
 * reports; told not to, it does not try. And a browser that finds no icon asks for one that is not there.
 */
const head = `
    <script>globalThis.__zod_globalConfig = { jitless: true };</script>
    <link rel="icon" href="/icon.svg" />`;

/** The document as pages at /api/docs. All of it comes from here: no font, script, proxy or statistic of anybody else. */
export const referencePage: FastifyPluginAsync = async (app) => {
  app.addHook('onSend', async (_, reply, payload) => {
    const isPage = String(reply.getHeader('content-type')).startsWith('text/html');
    return isPage && typeof payload === 'string' ? payload.replace('<head>', `<head>${head}`) : payload;
  });
  await app.register(apiReference, {
    routePrefix: '/api/docs',
    configuration: {
      url: documentPath,
      pageTitle: 'API · Backend Lab',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      agent: { disabled: true },
      mcp: { disabled: true },
      showDeveloperTools: 'never',
    },
  });
};
