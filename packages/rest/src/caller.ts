import type { SignedInUser } from '@lab/rpc';
import type { FastifyRequest } from 'fastify';

/** An account, and by what it showed who it is. */
export interface Caller extends SignedInUser {
  readonly via: 'session' | 'token' | 'api-key';
  /** Id of the API key, where it was one. */
  readonly keyId: string | null;
}

/**
 * Resolves with who sent the request, however often it is asked.
 * @throws LabError `not-signed-in`
 */
export type Authenticate = (request: FastifyRequest) => Promise<Caller>;
