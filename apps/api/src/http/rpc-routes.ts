import type { RpcContext } from '@lab/rpc';
import { toTrpcError } from '@lab/rpc';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { AppRouter } from '../router.ts';
import type { ExplainError } from './explain-error.ts';
import { logError } from './log-error.ts';

export interface RpcRoutesOptions {
  readonly router: AppRouter;
  readonly explain: ExplainError;
  /** What the request says about its caller; may ask the database. */
  readonly findCaller: (request: FastifyRequest) => Promise<Pick<RpcContext, 'user' | 'oneClickSignIn'>>;
}

/** tRPC, subscriptions over SSE included. */
export const rpcRoutes: FastifyPluginAsync<RpcRoutesOptions> = async (app, { router, explain, findCaller }) => {
  const createContext = async ({ req }: { readonly req: FastifyRequest }): Promise<RpcContext> => {
    const tools = { logError: (error: unknown) => logError(req.log, error), explainError: explain };
    try {
      return { ...tools, ...(await findCaller(req)) };
    } catch (error) {
      throw toTrpcError(error, tools);
    }
  };
  await app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: { router, createContext },
  } satisfies FastifyTRPCPluginOptions<AppRouter>);
};
