import type { Columns, Row, Table } from '@lab/bulk';
import type { PrismaClient } from '@lab/db';
import type { Pool } from 'pg';
import type { WorkloadId } from '../contract/workload-id.ts';
import type { GeneColumns } from './tables/gene-table.ts';
import type { SimilarityColumns } from './tables/similarity-table.ts';

/** What a variant gets to write with. All variants get the same. */
export interface WriteContext<C extends Columns> {
  readonly pool: Pool;
  /** On the same pool and schema. */
  readonly prisma: PrismaClient;
  readonly table: Table<C>;
  readonly workload: WorkloadId;
  readonly rows: Iterable<Row<C>> | AsyncIterable<Row<C>>;
  readonly signal: AbortSignal;
  readonly progress: (rows: number) => void;
  /** A file with the same rows in COPY's text format, for the references that read one. */
  readonly file: string | undefined;
  readonly connectionString: string;
  readonly applicationName: string;
}

/** One way to write, for both tables. */
export interface WriteVariant {
  similarities(context: WriteContext<SimilarityColumns>): Promise<void>;
  genes(context: WriteContext<GeneColumns>): Promise<void>;
  /** The statements that it sends, for readers. */
  sql(table: Table, workload: WorkloadId): string;
  /** What has to be there before the clock starts; taken away after the write. */
  ready?(context: Pick<WriteContext<Columns>, 'file' | 'connectionString'>): Promise<AsyncDisposable>;
  /** `sql` is abridged or paraphrased: Prisma words its statements itself, and a statement of a thousand rows helps nobody. */
  readonly sketch?: boolean;
  /** Reads a ready file instead of rows, so only the load is timed. */
  readonly fromFile?: boolean;
  /** The work is not in this process: what is measured of it is not the variant's. */
  readonly outside?: boolean;
}

/** A variant that treats both tables alike. */
export const forBoth = (
  write: <C extends Columns>(context: WriteContext<C>) => Promise<unknown>,
): Pick<WriteVariant, 'similarities' | 'genes'> => ({
  similarities: async (context) => {
    await write(context);
  },
  genes: async (context) => {
    await write(context);
  },
});
