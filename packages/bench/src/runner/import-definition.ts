import type { BenchDefinition } from '../contract/definition.ts';

const isDefinition = (value: unknown): value is BenchDefinition =>
  typeof value === 'object' &&
  value !== null &&
  'contract' in value &&
  ['describe', 'dataset', 'setup', 'prepare', 'measure', 'verify', 'teardown'].every(
    (step) => step in value && typeof Reflect.get(value, step) === 'function',
  );

/** Imports a definition: the default export of an experiment's "./bench" door. */
export const importDefinition = async (url: string): Promise<BenchDefinition> => {
  const module: { readonly default?: unknown } = await import(url);
  if (!isDefinition(module.default)) throw new TypeError(`${url} has no BenchDefinition as its default export.`);
  return module.default;
};
