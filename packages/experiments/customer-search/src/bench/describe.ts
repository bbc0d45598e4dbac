import { switchedOff } from './open-host.ts';

const optimizedFiles = [
  'list-customers.ts',
  'select-page.ts',
  'page-parts.ts',
  'filter-conditions.ts',
  'look-up-values.ts',
  'ranked-ids.ts',
].map((name) => `../core/optimized/${name}`);

/** Where the code of a variant lies, relative to this folder. */
export const describe = (variant: string, without: string | undefined) => {
  if (variant === 'naive')
    return {
      file: '../core/naive/list-customers.ts',
      files: ['find-users.ts', 'where-of.ts', 'order-by-of.ts', 'read-customer.ts'].map(
        (name) => `../core/naive/${name}`,
      ),
    };
  if (variant === 'bare-fastify') return { file: 'bare-host.ts' };
  const cached = variant.startsWith('cached-') && !switchedOff(variant, without).has('cache');
  if (cached)
    return { file: '../core/cache/cached-reader.ts', files: ['../core/cache/version-clock.ts', ...optimizedFiles] };
  return { file: '../core/optimized/create-optimized-reader.ts', files: optimizedFiles };
};
