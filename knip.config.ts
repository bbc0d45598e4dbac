// What nobody uses: files, exports, dependencies. Doors ("exports" of a package.json) and binaries are found by knip itself;
// entries here are files that are started by path.
import type { KnipConfig } from 'knip';

/** Test files, and the programs that tests start as processes of their own. */
const tests = ['test/**/*.test.ts', 'test/**/{children,fixture,fixtures}/*.ts'];

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: ['tools/*.ts', 'tools/test/*.test.ts', 'e2e/*.pw.ts'],
      project: ['tools/**/*.ts', 'e2e/**/*.ts', '*.config.ts'],
    },
    'apps/dashboard': { project: ['src/**/*.{ts,tsx,css}'] },
    'apps/*': { entry: ['src/main.ts', ...tests], project: ['src/**/*.ts', 'test/**/*.ts'] },
    // The generated client imports it; git, and so knip, does not look at that one.
    'packages/db': {
      entry: tests,
      project: ['src/**/*.ts', 'test/**/*.ts'],
      ignoreDependencies: ['@prisma/client'],
    },
    // Its benchmark is started by path.
    'packages/jobs': { entry: [...tests, 'bench/*.ts'], project: ['{src,test,bench}/**/*.ts'] },
    // Each sample and each load generator is a process of its own, started by path.
    'packages/bench': {
      entry: [...tests, 'src/runner/sample-process.ts', 'src/load/load-process.ts'],
      project: ['src/**/*.ts', 'test/**/*.ts'],
    },
    'packages/*': { entry: tests, project: ['src/**/*.{ts,tsx,css}', 'test/**/*.ts'] },
    // Benchmarks of pieces are started by path.
    'packages/experiments/*': {
      entry: [...tests, 'bench/*.ts'],
      project: ['src/**/*.{ts,tsx}', '{test,bench}/**/*.ts'],
    },
  },
  // Programs of the system that tests and one yardstick look for on PATH; they do without when they are missing.
  ignoreBinaries: ['psql', 'redis-server', 'mount', 'unshare'],
  compilers: {
    // Style sheets import packages too.
    css: (text: string) =>
      [...text.matchAll(/@import\s+(['"][^'"]+['"])/g)].map(([, name]) => `import ${name};`).join('\n'),
  },
};

export default config;
