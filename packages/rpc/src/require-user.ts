import { LabError } from '@lab/errors';
import type { RpcContext, SignedInUser } from './server.ts';

/** The caller, or LabError `not-signed-in`; with a role, `not-allowed` for a caller without it. */
export const requireUser = ({ user }: Pick<RpcContext, 'user'>, role?: SignedInUser['role']): SignedInUser => {
  if (!user) throw new LabError('not-signed-in');
  if (role && user.role !== role) throw new LabError('not-allowed');
  return user;
};
