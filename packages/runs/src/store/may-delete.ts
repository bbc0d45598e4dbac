/** Who asks: an account with its role. */
export interface Deleter {
  readonly id: string;
  readonly role: 'admin' | 'user';
}

/** An administrator, or whoever started the run; `createdBy` is null for runs of the command line. */
export const mayDelete = (by: Deleter, createdBy: string | null): boolean => by.role === 'admin' || by.id === createdBy;
