// The walls of the house. `comment` is what a person reads when a rule stops them: the reason first, then the way out.
// Run by tools/check-boundaries.ts, which also fails when a source file was not seen at all.

/** Door "." of a package that browsers load. */
const contract = '^packages/(experiments/)?[^/]+/src/contract(/|\\.ts$)|^packages/bench/src/index\\.ts$';
const experiment = '^packages/experiments/([^/]+)/';
/** The folders of a package that only run on a server. */
const serverSide = '/src/(core|api|worker|bench|cli|proxy|server|child|store|runner|load|migrate|terminal)/';
/**
 * Installed packages by name, however pnpm lays them out; the bare name is what an unresolved one looks like.
 * @param {string[]} names
 */
const npm = (...names) => `(^|(^|/)node_modules/)(${names.join('|')})(/|$)`;
const nodeModules = 'fs|path|crypto|child_process|os|worker_threads|net|http|https|stream|url|util|zlib|process|events';
const hosts = npm('fastify', 'fastify-plugin', '@fastify/[^/]+', '@trpc/[^/]+', 'bullmq', 'react', 'react-dom', 'next');

/**
 * `import type`: gone when the code runs.
 * @type {import('dependency-cruiser').DependencyType[]}
 */
const asType = ['type-only', 'type-import'];

/**
 * The sources of a package may import themselves, Node and these packages.
 * @param {string} room
 * @param {string[]} packages
 * @returns {Limits}
 */
const needsOnly = (room, ...packages) => ({
  from: { path: `^packages/${room}/src/` },
  to: { path: '.', pathNot: [`^packages/${room}/`, npm(...packages)], dependencyTypesNot: ['core'] },
});

/**
 * The sources of a package may import themselves.
 * @param {string} room
 * @returns {Limits}
 */
const needsNothing = (room) => ({
  from: { path: `^packages/${room}/src/` },
  to: { pathNot: `^packages/${room}/src/` },
});

/**
 * @typedef {Pick<import('dependency-cruiser').IRegularForbiddenRuleType, 'from' | 'to'>} Limits
 * @type {import('dependency-cruiser').IForbiddenRuleType[]}
 */
const walls = [
  {
    name: 'no-unresolvable',
    comment: 'This import leads nowhere. Install the package, or import a door that its package.json "exports".',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-cycle',
    comment:
      'Two files that import each other can neither be read nor loaded alone. Move what both need into a third file.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: [...asType, 'npm'] } },
  },
  {
    name: 'contract-is-plain',
    comment:
      'A contract (door ".") is loaded by browsers, servers and the command line alike, so all that it reaches is zod, other contracts and plain code. Put what needs more behind another door.',
    from: { path: contract },
    to: {
      reachable: true,
      path: ['(^|/)node_modules/', '^[^./]*$', serverSide, '/src/ui/'],
      pathNot: [npm('zod'), `^(${nodeModules})$`],
    },
  },
  {
    name: 'contract-is-browser-safe',
    comment:
      'The dashboard loads this contract, and there are no Node modules in a browser. Something that it reaches imports one.',
    from: { path: contract },
    to: { reachable: true, path: ['^node:', `^(${nodeModules})$`, '^(fs|stream|timers|util)/(promises|types)$'] },
  },
  {
    name: 'core-knows-no-host',
    comment:
      'Core is the work itself: it runs the same under Fastify, tRPC, BullMQ, React, the command line and a benchmark, so it knows none of them. Take what it needs as an argument (pool, signal, clock, logger).',
    from: { path: '^packages/(experiments/)?[^/]+/src/core/' },
    to: { path: [hosts, '^packages/(rpc|rest|ui|cli|auth)/', '/src/(api|worker|ui|cli|proxy)/', '^(node:)?process$'] },
  },
  {
    name: 'ui-takes-api-as-type',
    comment:
      'Pages run in a browser; server code behind them would be bundled or break the build. Use `import type` for the router, and the contract for schemas and names.',
    from: { path: '^packages/(experiments/)?[^/]+/src/ui/' },
    to: { path: serverSide, dependencyTypesNot: asType },
  },
  {
    name: 'server-imports-no-page',
    comment:
      'Node strips types but does not read JSX, and a server has no use for React. JSX stays behind the door "./ui" (or in the dashboard).',
    from: { path: `${serverSide}|^apps/(api|worker|proxy)/`, pathNot: '^packages/ui/' },
    to: { path: ['\\.tsx$', '^packages/ui/', npm('react', 'react-dom', 'next')] },
  },
  {
    name: 'experiment-stands-alone',
    comment:
      'One folder tells the whole story of an experiment, and it can be taken out. What two of them need belongs in a package of its own.',
    from: { path: experiment },
    to: { path: '^packages/experiments/', pathNot: '^packages/experiments/$1/' },
  },
  {
    name: 'apps-are-ends',
    comment:
      'Apps only compose; nothing is built on them. Move the code behind a door of a package. (The one exception: the dashboard takes the type of the api’s router.)',
    from: { path: '^packages/' },
    to: { path: '^apps/' },
  },
  {
    name: 'apps-stay-apart',
    comment:
      'Each app is its own process and may run on its own machine. Only `import type` of the api’s router is allowed, for the dashboard.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: ['^apps/$1/'], dependencyTypesNot: asType },
  },
  {
    name: 'only-the-dashboard-reads-the-router',
    comment: 'The type of the whole API is for the dashboard alone; a page or package knows its own door.',
    from: { path: '^apps/([^/]+)/', pathNot: '^apps/dashboard/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'dashboard-opens-client-doors',
    comment:
      'The dashboard is bundled for browsers: it mounts pages from "./ui" and reads contracts. Server doors may only be imported as types.',
    from: { path: '^apps/dashboard/' },
    to: { path: `^packages/.*${serverSide}`, dependencyTypesNot: asType },
  },
  {
    name: 'only-hosts-know-experiments',
    comment:
      'A sixth experiment must cost one folder and one line in each host’s registry. Shared packages take experiments as arguments.',
    from: { path: '^packages/', pathNot: ['^packages/experiments/', '^packages/cli/'] },
    to: { path: '^packages/experiments/' },
  },
  {
    name: 'bench-is-a-leaf',
    comment:
      'The runner can be adopted without the rest of Backend Lab, so it imports no @lab package. Storing and showing runs is the business of @lab/runs.',
    from: { path: '^packages/bench/src/' },
    to: { path: ['^packages/', '^apps/'], pathNot: '^packages/bench/' },
  },
  {
    name: 'bulk-travels-alone',
    comment: 'People take the bulk library home: pg and pg-copy-streams only, no Prisma, nothing of Backend Lab.',
    ...needsOnly('bulk', 'pg', 'pg-copy-streams', '@types/pg', '@types/pg-copy-streams'),
  },
  {
    name: 'fractal-imports-nothing',
    comment:
      'The kernels run in browsers, worker threads and Node alike and are compared byte for byte: no dependency, no I/O, not even a Node module.',
    ...needsNothing('fractal'),
  },
  {
    name: 'errors-imports-nothing',
    comment: 'Everything imports the error table, in browsers too; it therefore imports nothing.',
    ...needsNothing('errors'),
  },
  {
    name: 'host-knows-no-framework',
    comment:
      'Every app starts and stops by @lab/host, whatever it hosts: zod and Node only. Hand it what it needs (a listener, a logger, a stop) as an argument.',
    ...needsOnly('host', 'zod'),
  },
  {
    name: 'sources-do-not-import-tests',
    comment:
      'What ships must not need what tests it. Move the shared part into src, behind a door such as "./testing".',
    from: { path: '^(apps|packages)/.*/src/' },
    to: { path: '^(apps/[^/]+|packages/(experiments/)?[^/]+)/test/' },
  },
  {
    name: 'no-dev-dependency-in-sources',
    comment: 'Sources need this when they run: list it under "dependencies" of the package.',
    from: { path: '/src/', pathNot: '/src/testing/' },
    to: {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: asType,
      pathNot: '/node_modules/(\\.pnpm/)?@types',
    },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: walls.map((wall) => ({ ...wall, severity: 'error' })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(\\.next|\\.lab|dist|generated|test-results)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.d.ts'],
    },
  },
};
