import type { FastifyInstance } from 'fastify';

export interface MountedRoute {
  readonly method: string;
  readonly path: string;
}

/** Routes of the router itself, read from the tree that it prints: each line goes on where the line above it, one level less deep, ends. */
export const listRoutes = (app: FastifyInstance): readonly MountedRoute[] => {
  const above: string[] = [];
  return app
    .printRoutes()
    .split('\n')
    .flatMap((line) => {
      const parts = /^(?<indent>(?:│ {3}| {4})*)[├└]── (?<fragment>.*?)(?: \((?<methods>[A-Z, ]+)\))?$/.exec(
        line,
      )?.groups;
      if (!parts) return [];
      const depth = (parts.indent ?? '').length / 4;
      const path = `${above[depth - 1] ?? ''}${parts.fragment}`;
      above[depth] = path;
      return (parts.methods ?? '')
        .split(', ')
        .filter(Boolean)
        .map((method) => ({ method, path }));
    });
};
