import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // Workspace packages are sources: nothing of ours has a build step of its own.
  transpilePackages: [
    '@lab/bench',
    '@lab/bulk-writes',
    '@lab/customer-search',
    '@lab/errors',
    '@lab/rpc',
    '@lab/runs',
    '@lab/ui',
  ],
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
  // The browser knows the front door only; development assets are asked for under its name.
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  devIndicators: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `pnpm typecheck` for the whole house, once.
  typescript: { ignoreBuildErrors: true },
};

export default config;
