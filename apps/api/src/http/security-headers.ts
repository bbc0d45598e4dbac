import helmet from '@fastify/helmet';
import fastifyPlugin from 'fastify-plugin';

export interface SecurityHeadersOptions {
  readonly mode: 'development' | 'production';
  readonly publicUrl: string;
}

/**
 * Headers for every reply, forwarded pages included. Next writes its data and next-themes its first paint as inline scripts whose
 * text differs by page, and prerendered pages cannot carry a nonce: hence 'unsafe-inline' for scripts, and everything else shut.
 */
export const securityHeaders = fastifyPlugin<SecurityHeadersOptions>(
  async (app, { mode, publicUrl }) => {
    const secure = publicUrl.startsWith('https:');
    await app.register(helmet, {
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: [
            "'self'",
            "'unsafe-inline'",
            "'wasm-unsafe-eval'",
            // React's development build rebuilds server stacks with eval.
            ...(mode === 'development' ? ["'unsafe-eval'"] : []),
          ],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'", 'data:'],
          workerSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          ...(secure ? { upgradeInsecureRequests: [] } : {}),
        },
      },
      strictTransportSecurity: secure ? { maxAge: 31_536_000 } : false,
      xFrameOptions: { action: 'deny' },
      referrerPolicy: { policy: 'same-origin' },
    });
  },
  { name: 'security-headers' },
);
