import type { PostgresBinaries } from './find-binaries.ts';

/** As whom, from where and on which folder the server runs. PostgreSQL refuses to run as root. */
export interface ServerIdentity {
  readonly kind: 'self' | 'user-namespace' | 'nobody';
  readonly binaries: PostgresBinaries;
  /** The real data folder: another one than asked for where the other user cannot reach that. */
  readonly directory: string;
  /** Puts the identity around a command. Whatever binds the command to its parent must be inside: a change of user unbinds it. */
  wrap(command: string, args: readonly string[]): readonly [string, readonly string[]];
  /** Hands a file or folder over to the identity. */
  give(path: string): Promise<void>;
}
