import type { TestCustomer } from './test-customer.ts';

/** What a property about a reader needs of it; both APIs have one. */
export interface ReaderAdapter {
  readonly name: string;
  /** Replaces everything that the reader reads. */
  load(customers: readonly TestCustomer[]): Promise<void>;
  /** The ids of every page from the first to the last, as `next` leads. Parameters as in an address, `page_size` among them. */
  pages(parameters: Readonly<Record<string, string>>): Promise<readonly (readonly number[])[]>;
}
