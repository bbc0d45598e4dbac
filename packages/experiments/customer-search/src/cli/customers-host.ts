/** What the command line lends to the commands of this experiment. */
export interface CustomersHost {
  /** The migrated database of this checkout. */
  openDatabase(): Promise<{ readonly url: string; readonly where: string } & AsyncDisposable>;
}
