import { LabError } from '@lab/errors';
import fastifyPlugin from 'fastify-plugin';

export interface CheckCallerOptions {
  readonly publicUrl: string;
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);
const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

const hostname = (host: string): string | undefined =>
  URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;

/**
 * Two questions before anything else. *Is this our name?* A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding) and
 * would then be same-origin with us; the Host header gives it away. *Did one of our pages send this?* A form or script elsewhere
 * can post with the visitor's cookies (CSRF) or open a WebSocket, which no CORS rule stops; the Origin header gives it away.
 * Health is exempt: a prober asks by address. A caller that sends neither Origin nor Sec-Fetch-Site is no browser and has no
 * visitor's cookies to misuse.
 */
export const checkCaller = fastifyPlugin<CheckCallerOptions>(
  async (app, { publicUrl }) => {
    const ours = new URL(publicUrl);
    const allowed = [...new Set([ours.host, 'localhost', '127.0.0.1'])];
    app.addHook('onRequest', async ({ headers, method, raw, url }) => {
      if (url.startsWith('/health/')) return;
      const name = hostname(headers.host ?? '');
      if (name === undefined || (name !== ours.hostname && !loopbackNames.has(name)))
        throw new LabError('host-not-allowed', { host: headers.host ?? 'none', allowed });

      const upgrades = raw.headers.upgrade !== undefined;
      if (harmless.has(method) && !upgrades) return;
      const { origin, 'sec-fetch-site': site } = headers;
      if (origin === undefined) {
        if (site === undefined || site === 'same-origin' || site === 'none') return;
      } else if (URL.canParse(origin)) {
        const from = new URL(origin);
        if (from.host === headers.host || from.origin === ours.origin) return;
      }
      throw new LabError('origin-not-allowed', { origin: origin ?? 'another site' });
    });
  },
  { name: 'check-caller' },
);
