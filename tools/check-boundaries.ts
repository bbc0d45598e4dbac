// Checks who may import whom (.dependency-cruiser.mjs) and says why.
//
//   node tools/check-boundaries.ts [root]
//
// A checker that sees nothing finds nothing: under TypeScript 7 dependency-cruiser has silently seen one module and exited 0.
// So every source file on disk must be among the modules it saw; otherwise this fails, whatever the rules say.
import { glob } from 'node:fs/promises';
import { resolve } from 'node:path';
import { argv, exit } from 'node:process';
import { cruise, type ICruiseResult, type IViolation } from 'dependency-cruiser';
import config from '../.dependency-cruiser.mjs';

const sourceFiles = async (root: string): Promise<string[]> => {
  const files = await Array.fromAsync(
    glob('{apps,packages}/**/*.{ts,tsx}', {
      cwd: root,
      exclude: (path) => /(^|\/)(node_modules|\.next|\.lab|dist|generated)(\/|$)|\.d\.ts$/.test(path),
    }),
  );
  return files.sort();
};

const describe = ({ from, to, rule, cycle, via }: IViolation): string => {
  const path = (cycle ?? via)?.map(({ name }) => name).join('\n      → ');
  const comment = config.forbidden?.find(({ name }) => name === rule.name)?.comment ?? '';
  return `${from} → ${path ?? to}\n    ${rule.name}: ${comment}`;
};

const root = resolve(argv[2] ?? '.');
const { output } = await cruise(['apps', 'packages'], {
  ...config.options,
  baseDir: root,
  ruleSet: { forbidden: config.forbidden ?? [] },
  validate: true,
});
const { modules, summary }: ICruiseResult = typeof output === 'string' ? JSON.parse(output) : output;

const seen = new Set(modules.map(({ source }) => source));
const files = await sourceFiles(root);
const unseen = files.filter((file) => !seen.has(file));
const imports = modules.reduce((total, { dependencies }) => total + dependencies.length, 0);

for (const violation of summary.violations) console.error(`✗ ${describe(violation)}\n`);
if (files.length === 0) console.error(`✗ There are no sources under ${root}; run this at the root of the checkout.\n`);
if (unseen.length > 0)
  console.error(
    `✗ ${unseen.length} of ${files.length} source files were not read, so nothing is known about them: ${unseen.slice(0, 5).join(', ')}\n` +
      '    Is typescript 6 still installed beside dependency-cruiser (packageExtensions in pnpm-workspace.yaml)?\n',
  );
console.log(
  `boundaries: ${files.length} source files, ${imports} imports, ${summary.violations.length} violations, ${unseen.length} files not read`,
);
if (summary.violations.length + unseen.length > 0 || files.length === 0) exit(1);
