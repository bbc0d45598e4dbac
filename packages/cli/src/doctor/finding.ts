export interface Finding {
  readonly name: string;
  /** `wrong` stops Backend Lab or a part of it; `note` is worth knowing and needs no mending. */
  readonly status: 'ok' | 'note' | 'wrong';
  readonly found: string;
  /** What to do about it, one step. */
  readonly mend?: string;
}

/** One thing to look at. Never throws: what cannot be found out is a finding too. */
export type Check = () => Promise<Finding | readonly Finding[]>;
